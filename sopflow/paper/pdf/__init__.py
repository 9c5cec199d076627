"""PDF documents: the tables that their lines make, the words in the cells, and what is drawn on them.

`opening` refuses what is too large before it is unpacked; `page` is what stands on a page, free of the library; `rulings`
are its long straight lines, `grid` the tables that they make, `writing` the text of a cell; `symbols`, `strokes` and
`labels` are what is drawn; `reading` puts the pages together.
"""
