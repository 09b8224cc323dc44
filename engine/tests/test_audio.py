import io

import numpy as np
import pytest

from diarist_engine.aborting import Abort, Aborted
from diarist_engine.audio import SAMPLE_RATE, decode
from diarist_engine.errors import ApiError
from tests.sound import encode, load, silence, to_wav

CONTAINERS = [
    ("ipod", "aac"),
    ("mp3", "mp3"),
    ("webm", "libopus"),
    ("ogg", "libopus"),
    ("flac", "flac"),
    ("mp4", "aac"),
    ("wav", "pcm_s16le"),
]


def read(content: bytes, most_seconds: float = 3600) -> np.ndarray:
    return decode(io.BytesIO(content), most_seconds, Abort())


def tone(seconds: float) -> np.ndarray:
    times = np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return (0.5 * np.sin(2 * np.pi * 440 * times)).astype(np.float32)


@pytest.mark.parametrize(("container", "codec"), CONTAINERS)
def test_usual_containers_are_read_at_their_full_length(container, codec):
    audio = read(encode(tone(3.0), container, codec))
    assert audio.dtype == np.float32
    assert len(audio) / SAMPLE_RATE == pytest.approx(3.0, abs=0.1)
    assert np.sqrt(np.mean(audio**2)) == pytest.approx(0.5 / np.sqrt(2), rel=0.1)


def test_stereo_of_any_rate_becomes_mono(speech):
    audio = load(speech / "jfk.flac")
    assert (audio.ndim, len(audio) / SAMPLE_RATE) == (1, pytest.approx(11.0, abs=0.01))


def test_damage_in_the_middle_costs_no_more_than_itself():
    content = bytearray(encode(tone(20.0), "mp3", "mp3"))
    middle = len(content) // 2
    content[middle : middle + 2000] = b"\x55" * 2000
    assert len(read(bytes(content))) / SAMPLE_RATE > 19


def test_a_change_of_rate_within_a_file_is_followed():
    def mp3_at(rate: int) -> bytes:
        import av

        buffer = io.BytesIO()
        with av.open(buffer, "w", format="mp3") as output:
            stream = output.add_stream("mp3", rate=rate, layout="mono")
            samples = (np.zeros((1, rate * 2))).astype(np.int16)
            frame = av.AudioFrame.from_ndarray(samples, "s16p", "mono")
            frame.sample_rate = rate
            resampler = av.AudioResampler(stream.format, "mono", rate, frame_size=stream.codec_context.frame_size)
            for part in [*resampler.resample(frame), *resampler.resample(None)]:
                output.mux(stream.encode(part))
            output.mux(stream.encode(None))
        return buffer.getvalue()

    audio = read(mp3_at(44_100) + mp3_at(32_000))
    assert len(audio) / SAMPLE_RATE == pytest.approx(4.0, abs=0.3)


@pytest.mark.parametrize(
    "content", [b"not audio at all" * 100, b"", b"RIFF\x00\x00\x00\x00WAVEfmt ", b"\x89PNG\r\n\x1a\n" + b"\x00" * 64]
)
def test_what_is_not_audio_is_unreadable(content):
    with pytest.raises(ApiError) as caught:
        read(content)
    assert (caught.value.status, caught.value.code) == (400, "audio_unreadable")


def test_a_file_without_samples_is_unreadable():
    with pytest.raises(ApiError) as caught:
        read(to_wav(silence(0)))
    assert caught.value.code == "audio_unreadable"


def test_a_recording_over_the_limit_is_refused_while_it_is_read():
    with pytest.raises(ApiError) as caught:
        read(to_wav(silence(3)), most_seconds=2)
    assert caught.value.code == "audio_too_long"


def test_reading_ends_when_nobody_waits_for_it():
    abort = Abort()
    abort.set()
    with pytest.raises(Aborted):
        decode(io.BytesIO(to_wav(tone(3))), 3600, abort)
