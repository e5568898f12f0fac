"""What a contributor finds of her sheets: all of them, one from the inside, its versions, her drafts."""
