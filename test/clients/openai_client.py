"""A program that speaks OpenAI's transcription API by OpenAI's own Python client, as its users write them.

    python openai_client.py FILE --base-url http://127.0.0.1:8000/v1 [--model whisper-1]

It knows nothing of Diarist but its address. It asks for FILE in every format, streamed too, and with requests that are
to be refused, and prints one JSON object with what came of each.
"""

import argparse
import json
import sys

import openai


def refusal(call):
    """What the client raises: its class, status, and the error's own fields."""
    try:
        call()
    except openai.APIStatusError as error:
        return {
            "class": type(error).__name__,
            "status": error.status_code,
            "type": error.type,
            "param": error.param,
            "code": error.code,
        }
    return None


def ask(client, path, model):
    def create(**options):
        with open(path, "rb") as file:
            return client.audio.transcriptions.create(
                file=file, **{"model": model, **options}
            )

    verbose = create(
        response_format="verbose_json", timestamp_granularities=["word", "segment"]
    )
    stream = list(create(stream=True))
    return {
        "models": [listed.id for listed in client.models.list()],
        "json": create().text,
        "text": create(response_format="text"),
        "srt": create(response_format="srt"),
        "vtt": create(response_format="vtt"),
        "verbose_json": {
            "language": verbose.language,
            "duration": verbose.duration,
            "segments": [
                [segment.start, segment.end, segment.text]
                for segment in verbose.segments
            ],
            "words": [[word.word, word.start, word.end] for word in verbose.words],
        },
        "stream": {
            "types": [event.type for event in stream],
            "deltas": "".join(
                event.delta for event in stream if event.type == "transcript.text.delta"
            ),
            "text": stream[-1].text,
        },
        "refusals": {
            "model": refusal(lambda: create(model="tts-1")),
            "option": refusal(lambda: create(extra_body={"colour": "blue"})),
            "temperature": refusal(lambda: create(temperature=0.5)),
            "include": refusal(lambda: create(include=["logprobs"])),
            "file": refusal(
                lambda: client.audio.transcriptions.create(
                    file=("memo.mp3", b"Dear diary"), model=model
                )
            ),
        },
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("file")
    parser.add_argument("--base-url", required=True)
    parser.add_argument("--model", default="whisper-1")
    options = parser.parse_args()
    client = openai.OpenAI(base_url=options.base_url, api_key="none", max_retries=0)
    json.dump(ask(client, options.file, options.model), sys.stdout)


if __name__ == "__main__":
    main()
