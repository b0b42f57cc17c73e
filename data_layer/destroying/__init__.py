"""What is due goes, for good and provably: proposed by one, approved by another, carried out, certified."""
