"""Our side of the practice town: a whole call played as text, judged and recorded."""
