"""What reaches somebody by e-mail: their own choice; and the page that a letter leads to."""
