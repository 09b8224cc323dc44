"""An OpenAI-compatible transcription server over faster-whisper."""
