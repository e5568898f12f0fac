"""`make audit`: what the Nu HTML checker and Lighthouse say of the pages of a served site."""
