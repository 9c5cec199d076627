"""How each kind of command is decided; a new kind is a function here and a line in `decide`."""
