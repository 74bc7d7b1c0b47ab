"""What other tools export, put into the words of the hub's own template: a module a tool."""
