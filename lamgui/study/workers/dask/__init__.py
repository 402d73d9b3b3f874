"""Workers on other machines, found through a scheduler of Dask."""
