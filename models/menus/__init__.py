"""The networks that read menus (``agent/call/recorded_voice``, ``option_fit``): texts and trainings."""
