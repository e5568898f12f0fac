"""The rights of the person: her data shown and taken away, her account erased, unused ones ended."""
