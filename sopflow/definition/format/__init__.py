"""The format: each part of a file is a class, each of its keys is written down once in it.

The schema, the reader, the digest, the reference page and the editor's texts follow from these classes.
"""
