"""The engines: speech to text, text to speech and the language model, in one process per machine.

How to start the engine host
----------------------------
``python -m agent.engines`` reads one JSON line from standard input (``HostSettings.to_json``):

    settings = agent.engines.settings.for_site(paths, config)
    host = await create_subprocess_exec(sys.executable, "-m", "agent.engines", stdin=PIPE, stdout=PIPE)
    host.stdin.write(settings.to_json().encode() + b"\\n")  # keep stdin open: its end ends the host

When every model is loaded it prints one JSON line,
``{"event": "ready", "stt": ..., "tts": ..., "llm": ...}``; when it cannot start,
``{"event": "failed", "reason": ...}``, and its exit code is 1. SIGTERM ends it within 2 s. By hand:
``python -m agent.engines --config offhook.toml`` reads the configuration and runs until a signal.

How to use the engines
----------------------
``agent.engines.clients``: ``WyomingTranscriber(settings.stt)``, ``WyomingSynthesizer(settings.tts)``,
``ChatModel(settings.llm)`` implement the Protocols of ``agent.ports``.
"""
