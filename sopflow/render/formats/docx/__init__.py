"""A Word document from the laid out pages: real tables, with the symbols as shapes and the arrows as connectors.

`document` puts the pages one after the other, `table` makes a page's rows a table of Word's, `drawing` its symbols and
arrows shapes in the cells, `package` the file.
"""

from .document import docx_of

__all__ = ["docx_of"]
