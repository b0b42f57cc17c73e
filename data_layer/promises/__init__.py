"""What the privacy statement promises, whether it is kept, and where the statement itself falls short of the law."""
