"""What Word and Excel files share: archives of XML with drawings in them (DrawingML, and VML in old files).

`package` opens the archive; `drawingml` and `vml` make figures of its drawings, `shapes` says which form is which symbol, and
`placing` puts the figures into the rows and columns of a table.
"""
