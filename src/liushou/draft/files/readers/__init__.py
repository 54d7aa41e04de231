"""The text of files of each kind, read in a process of its own; none of these modules loads what is slow."""
