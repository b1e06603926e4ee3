"""Trees of menus, as large businesses have them, and the machine that speaks one."""
