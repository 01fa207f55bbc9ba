"""What a pair agrees on before it starts."""
