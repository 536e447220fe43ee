"""Files as people send them, CSV and workbooks: rows of text, and what is wrong with them."""
