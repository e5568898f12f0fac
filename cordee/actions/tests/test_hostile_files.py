"""Nothing is shown as it was handed in: pictures are made anew, documents are what they say or refused."""

import io
import resource
from pathlib import Path
from types import ModuleType

import pytest
from PIL import Image

from cordee.actions.attachments import document_worker, files, picture_worker
from cordee.actions.attachments.files import RefusedFile
from cordee.actions.enums import DocumentType
from cordee.actions.tests import handed_in, hostile_files
from cordee.core import confined

pytestmark = pytest.mark.once

PICTURES = dict(hostile_files.pictures())
DOCUMENTS = {what: (name, content) for what, name, content in hostile_files.documents()}
LEFT_BEHIND = (b"zz", b"<script", b"alert", b"Exif", b"EXIF", b"XMP ", b"ICCP", b"PK\x03\x04", b"%PDF")


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same scripts in this process: hundreds of processes would take minutes."""
    workers: dict[str, ModuleType] = {"picture": picture_worker, "document": document_worker}

    def run(script: Path, content: bytes, *arguments: str) -> bytes:
        worker = workers[script.stem.removesuffix("_worker")]
        answer: bytes = worker.answer(content, *map(int, arguments))
        return answer

    monkeypatch.setattr(confined, "run", run)


def is_a_sentence(text: str) -> bool:
    return text[0].isupper() and text.endswith((".", "!")) and " " in text and "%(" not in text


def _opened(content: bytes) -> tuple[files.Picture | None, str]:
    """What became of it: the pictures, or the sentence."""
    try:
        return files.picture(content), ""
    except RefusedFile as refused:
        return None, str(refused)


def test_there_are_more_than_three_hundred() -> None:
    assert len(PICTURES) > 200
    assert len(DOCUMENTS) > 150


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("what", PICTURES)
def test_of_a_hostile_picture_only_pixels_stay(what: str) -> None:
    made, refusal = _opened(PICTURES[what])
    assert made or is_a_sentence(refusal)
    for name, content in (made.files if made else {}).items():
        with Image.open(io.BytesIO(content)) as image:
            assert image.format == "WEBP"
            assert name == f"{image.width}.webp"
            assert not set(image.info) & {"exif", "xmp", "icc_profile", "comment"}
        assert content[:4] == b"RIFF"
        assert len(content) == 8 + int.from_bytes(content[4:8], "little"), "something follows the picture"
        assert content != PICTURES[what]
        assert not [word for word in LEFT_BEHIND[1:] if word in content]


@pytest.mark.usefixtures("here")
def test_no_place_is_left_in_a_photo() -> None:
    came = handed_in.photo()
    assert Image.open(io.BytesIO(came)).getexif().get_ifd(0x8825)
    for content in files.picture(came).files.values():
        assert not Image.open(io.BytesIO(content)).getexif()
        assert not [word for word in LEFT_BEHIND if word in content]


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("what", DOCUMENTS)
def test_a_hostile_document_is_refused_in_a_sentence(what: str) -> None:
    name, content = DOCUMENTS[what]
    with pytest.raises(RefusedFile) as refused:
        files.document(content, name)
    assert is_a_sentence(str(refused.value))


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("kind", handed_in.documents())
def test_a_document_is_known_by_its_content(kind: str) -> None:
    content = handed_in.documents()[kind]
    named = kind if kind in ("csv", "txt") else "exe"
    assert files.document(content, f"x.{named}").type == DocumentType(kind)


@pytest.mark.usefixtures("here")
def test_the_numbers_behind_a_chart_may_stay_in_a_document() -> None:
    content = handed_in.office("pptx", {"ppt/embeddings/chart.xlsx": handed_in.office("xlsx")})
    assert files.document(content, "x.pptx").type == DocumentType.PPTX


@pytest.mark.usefixtures("here")
def test_a_text_is_kept_in_utf_8() -> None:
    assert files.document("\ufeffété".encode(), "a.csv").files == {"document.csv": "été".encode()}
    assert files.document("été".encode("cp1252"), "a").files == {"document.txt": "été".encode()}


@pytest.mark.parametrize("name", hostile_files.NAMES)
def test_of_a_name_the_readable_part_stays(name: str) -> None:
    assert files.cleaned_name(name) == hostile_files.NAMES[name]


@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.usefixtures("here")
def test_a_photo_stands_as_the_camera_was_held(turn: int) -> None:
    wide = turn < 5
    made = files.picture(handed_in.photo(600, 300, notes={0x0112: turn}))
    assert (made.width, made.height) == ((600, 300) if wide else (300, 600))


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK", "YCbCr", "F"])
def test_any_sort_of_colours_is_shown(mode: str) -> None:
    kind = {"CMYK": "JPEG", "YCbCr": "JPEG", "F": "TIFF"}.get(mode, "PNG")
    ramp = Image.linear_gradient("L").resize((600, 400))
    content = handed_in.written(_sixteen(ramp) if mode == "I;16" else ramp.convert(mode), kind)
    if kind == "TIFF":
        with pytest.raises(RefusedFile, match="JPEG, PNG"):
            files.picture(content)
        return
    made = files.picture(content)
    with Image.open(io.BytesIO(made.files["600.webp"])) as shown:
        counts = shown.convert("L").histogram()
    assert sum(counts[:60]), "nothing is dark any more"
    assert sum(counts[190:]), "nothing is light any more"


def _sixteen(ramp: Image.Image) -> Image.Image:
    """With sixteen bits for each pixel."""
    return ramp.convert("I").point(lambda value: value * 256).convert("I;16")


@pytest.mark.usefixtures("here")
def test_what_is_transparent_is_white() -> None:
    made = files.picture(handed_in.written(Image.new("RGBA", (500, 500), (0, 0, 0, 0)), "PNG"))
    with Image.open(io.BytesIO(made.files["500.webp"])) as shown:
        assert min(shown.getpixel((5, 5))) > 250  # type: ignore[arg-type]


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("width", "names"),
    [(300, [300]), (480, [480]), (700, [480, 700]), (1600, [480, 960, 1600]), (2000, [480, 960, 1600])],
)
def test_a_picture_is_kept_in_three_widths_and_never_enlarged(width: int, names: list[int]) -> None:
    made = files.picture(handed_in.photo(width, 200))
    assert list(made.files) == [f"{name}.webp" for name in names]
    assert made.width == names[-1]


def test_too_many_pixels_are_counted_in_the_sentence() -> None:
    with pytest.raises(RefusedFile, match="has 80 million pixels; 40 million fit"):
        files.picture(hostile_files.png(80_000, 1_000))


def test_what_is_too_heavy_is_not_opened() -> None:
    with pytest.raises(RefusedFile, match="10 MB"):
        files.picture(bytes(files.LARGEST_IMAGE + 1))
    with pytest.raises(RefusedFile, match="20 MB"):
        files.document(bytes(files.LARGEST_DOCUMENT + 1), "a.pdf")


def _bombs() -> dict[str, bytes]:
    """Small files that would take much memory or time, were they opened without bounds."""
    large = Image.new("RGB", (6_300, 6_300), "red")
    return {
        "flat RGBA": handed_in.written(large.convert("RGBA"), "PNG"),
        "progressive": handed_in.written(large, progressive=True, subsampling=0),
        "WebP": handed_in.written(Image.new("RGBA", (2_800, 2_800), "red"), "WEBP", lossless=True, method=0),
    }


def test_a_bomb_takes_little_and_ends_in_a_picture_or_a_sentence() -> None:
    for name, content in _bombs().items():
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        made, refusal = _opened(content)
        assert made or is_a_sentence(refusal), name
        assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < confined.SECONDS + 1, name


@pytest.mark.parametrize("what", ["docx that unpacks to much", "xlsx of many parts", "many announced"])
def test_an_archive_that_is_a_bomb_is_refused_in_its_own_process(what: str) -> None:
    name, content = DOCUMENTS[what]
    with pytest.raises(RefusedFile):
        files.document(content, name)


def test_good_files_pass_through_their_own_process() -> None:
    assert files.picture(handed_in.photo()).width == 640
    assert files.document(handed_in.office("docx"), "a.docx").type == DocumentType.DOCX
