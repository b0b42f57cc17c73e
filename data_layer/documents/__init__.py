"""Documents that leave the desk: a template of this folder, filled with facts, as a Word file or a tagged PDF."""
