"""The language of a track in MP4: three letters in its media header (ISO 639-2/T), and a whole tag beside where these say too little."""

from __future__ import annotations

from typing import Final

from recording.fmp4 import full

UNDETERMINED = "und"
_CODES = (
    "af:afr am:amh ar:ara as:asm az:aze ba:bak be:bel bg:bul bn:ben bo:bod br:bre bs:bos ca:cat cs:ces cy:cym "
    "da:dan de:deu el:ell en:eng es:spa et:est eu:eus fa:fas fi:fin fo:fao fr:fra gl:glg gu:guj ha:hau haw:haw "
    "he:heb hi:hin hr:hrv ht:hat hu:hun hy:hye id:ind is:isl it:ita ja:jpn jw:jav ka:kat kk:kaz km:khm kn:kan "
    "ko:kor la:lat lb:ltz ln:lin lo:lao lt:lit lv:lav mg:mlg mi:mri mk:mkd ml:mal mn:mon mr:mar ms:msa mt:mlt "
    "my:mya nb:nob ne:nep nl:nld nn:nno no:nor oc:oci pa:pan pl:pol ps:pus pt:por ro:ron ru:rus sa:san sd:snd "
    "si:sin sk:slk sl:slv sn:sna so:som sq:sqi sr:srp su:sun sv:swe sw:swa ta:tam te:tel tg:tgk th:tha tk:tuk "
    "tl:tgl tr:tur tt:tat uk:ukr ur:urd uz:uzb vi:vie yi:yid yo:yor zh:zho"
)
THREE: Final[dict[str, str]] = dict(pair.split(":") for pair in _CODES.split())
"""By the code that pages and engines use: ISO 639-1, and `haw`, which has none; `jw` is what engines call Javanese."""


def packed(language: str) -> int:
    """A language (BCP 47) as a media header has it: fifteen bits (ISO/IEC 14496-12 8.4.2); `und` where it is not known."""
    code = THREE.get(language.partition("-")[0].lower(), UNDETERMINED)
    return sum((ord(letter) - 0x60) << shift for letter, shift in zip(code, (10, 5, 0), strict=True))


def elng(language: str) -> bytes:
    """The box with the whole tag (8.4.6) where a script or a region would be lost; else nothing."""
    return full(b"elng", 0, 0, language.encode() + b"\0") if "-" in language else b""
