"""What was heard. Times are seconds from the start of the audio."""

from dataclasses import dataclass, field
from typing import Literal

#: Why the text of a window was taken as invented.
Dropped = Literal["silence", "repetition", "unlikely"]


@dataclass(frozen=True)
class Span:
    """Seconds from the start of the audio."""

    start: float
    end: float

    @property
    def seconds(self) -> float:
        return self.end - self.start

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end

    def padded(self, seconds: float, audio_seconds: float) -> "Span":
        return Span(max(0.0, self.start - seconds), min(audio_seconds, self.end + seconds))


@dataclass(frozen=True)
class Word:
    #: With the space before it, if there is one: the words of a segment joined are its text.
    word: str
    start: float
    end: float
    probability: float


@dataclass(frozen=True)
class DecodedWindow:
    """One stretch of audio as the model heard it, with the model's own measures of how sure it was."""

    start: float
    end: float
    words: list[Word]
    language: str
    #: How sure the model is of the language; 1 where it was told or is not in doubt.
    language_probability: float
    temperature: float
    avg_logprob: float
    no_speech_prob: float
    compression_ratio: float
    #: None where the text was kept, or where there was none.
    dropped: Dropped | None = None
    #: By the model's own measures nobody speaks here.
    silent: bool = False

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True)
class Segment:
    """About a sentence. The measures are those of the window that it was heard in."""

    id: int
    words: list[Word]
    tokens: list[int]
    window: DecodedWindow

    @property
    def text(self) -> str:
        return "".join(word.word for word in self.words)

    @property
    def start(self) -> float:
        return self.words[0].start

    @property
    def end(self) -> float:
        return self.words[-1].end


@dataclass(frozen=True)
class Transcript:
    #: ISO 639-1, the language of most of the words.
    language: str
    duration_seconds: float
    segments: list[Segment]
    #: Where somebody seems to speak and no word was understood, also when listened to once more.
    unheard: list[Span]
    #: Where it sounds like a voice, and the model takes it for none.
    dismissed: list[Span] = field(default_factory=list)
    #: Windows whose text was dropped as invented.
    removed: int = 0

    @property
    def text(self) -> str:
        return "".join(segment.text for segment in self.segments).strip()

    @property
    def words(self) -> list[Word]:
        return [word for segment in self.segments for word in segment.words]
