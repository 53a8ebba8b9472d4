"""Issues of documents that can be made again: what they were made from is kept beside them, sealed and compared."""
