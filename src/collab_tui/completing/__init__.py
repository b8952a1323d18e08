"""What a shell offers while a command is typed: see `shells` for the way from and to the shell."""
