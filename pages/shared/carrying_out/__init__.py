"""The work of each right on the screen of its request, with the restriction and the notices that go with it."""
