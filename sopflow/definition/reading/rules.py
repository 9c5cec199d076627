"""What can be wrong with a file before its content is looked at (SOP0xx)."""

from __future__ import annotations

from sopflow.diagnostics import error, warning

ENCODING = error(
    "SOP002",
    "encoding",
    id="berkas ini bukan teks UTF-8",
    en="this file is not UTF-8 text",
    hint_id="simpan ulang dengan pengodean UTF-8",
    hint_en="save it again with the encoding UTF-8",
)
TOO_DEEP = error(
    "SOP004",
    "too-deep",
    id="bersarang lebih dari {limit} tingkat",
    en="nested more than {limit} levels deep",
    hint_id="format ini tidak memerlukan lebih dari enam tingkat",
    hint_en="the format needs no more than six levels",
)
ALIAS = error(
    "SOP005",
    "alias",
    id='alias "*{name}" merujuk ke sesuatu yang belum ada',
    en='the alias "*{name}" refers to nothing before it',
    hint_id="tulis ulang isinya di sini; teks yang diawali * ditulis dalam tanda petik",
    hint_en="write its content here again; a text that begins with * goes in quotes",
)
TAG = error(
    "SOP006",
    "tag",
    id='tag "{tag}" tidak dikenal di sini',
    en='the tag "{tag}" means nothing here',
    hint_id='teks yang diawali "!" ditulis dalam tanda petik',
    hint_en='a text that begins with "!" goes in quotes',
)
SEVERAL_DOCUMENTS = error(
    "SOP007",
    "several-documents",
    id='dokumen kedua dimulai di sini ("---")',
    en='a second document begins here ("---")',
    hint_id="satu berkas memuat satu SOP: pindahkan ke berkas sendiri",
    hint_en="one file holds one SOP: move it to a file of its own",
)
EMPTY = error(
    "SOP008",
    "empty",
    id="berkas ini tidak berisi SOP",
    en="there is no SOP in this file",
    hint_id='mulailah dengan "sopflow: 1"',
    hint_en='begin with "sopflow: 1"',
)
DUPLICATE_KEY = error(
    "SOP009",
    "duplicate-key",
    id='kunci "{key}" sudah ada di baris {first}',
    en='the key "{key}" already stands on line {first}',
    hint_id="hapus salah satu, atau gabungkan isinya",
    hint_en="remove one of them, or join what they hold",
)
TAB = error(
    "SOP010",
    "tab",
    id="ada karakter tab di sini",
    en="there is a tab here",
    hint_id="pakai spasi; tab hanya boleh di dalam tanda petik",
    hint_en="use spaces; a tab may only stand inside quotes",
)
INDENTATION = error(
    "SOP011",
    "indentation",
    id="baris ini menjorok {has} spasi, seharusnya {want}",
    en="this line is indented by {has} space(s) where {want} are expected",
    hint_id="samakan dengan baris lain pada bagian yang sama",
    hint_en="line it up with the other lines of the same part",
)
NEEDS_QUOTES = error(
    "SOP012",
    "needs-quotes",
    id='teks yang diawali "{sign}" ditulis dalam tanda petik',
    en='a text that begins with "{sign}" goes in quotes',
    hint_id="tulis: {fixed}",
    hint_en="write: {fixed}",
)
COLON_IN_TEXT = error(
    "SOP013",
    "colon-in-text",
    id='teks yang memuat ": " ditulis dalam tanda petik',
    en='a text with ": " in it goes in quotes',
    hint_id="tulis: {fixed}",
    hint_en="write: {fixed}",
)
UNCLOSED = error(
    "SOP014",
    "unclosed",
    id="{sign} dibuka di sini dan tidak ditutup",
    en="the {sign} opened here is not closed",
    hint_id="tutup dengan {close}; di dalam '…' sebuah ' ditulis ''",
    hint_en="close it with {close}; inside '…' a ' is written ''",
)
TEXT_AFTER_QUOTE = error(
    "SOP015",
    "text-after-quote",
    id="ada teks sesudah tanda penutup {close}",
    en="there is text after the closing {close}",
    hint_id="tanda petik harus mengapit seluruh teks: {fixed}",
    hint_en="the quotes must enclose the whole text: {fixed}",
)
CURLY_QUOTES = warning(
    "SOP016",
    "curly-quotes",
    id="tanda petik lengkung adalah huruf biasa, bukan pengapit teks",
    en="curly quotes are ordinary characters, they do not quote a text",
    hint_id="tulis: {fixed}",
    hint_en="write: {fixed}",
)
HASH_CUTS = warning(
    "SOP017",
    "hash-cuts",
    id='mulai dari "{cut}" dibaca sebagai komentar dan hilang dari teks',
    en='from "{cut}" on this is read as a comment and lost from the text',
    hint_id="tulis teksnya dalam tanda petik: {fixed}",
    hint_en="put the text in quotes: {fixed}",
)
COMMA_CUTS = error(
    "SOP018",
    "comma-cuts",
    id='koma mengakhiri nilai di dalam {{…}}: "{key}" terbaca sebagai kunci tanpa isi',
    en='inside {{…}} a comma ends the value: "{key}" reads as a key with nothing',
    hint_id="apit teksnya dengan tanda petik, atau tulis satu kunci sebaris tanpa {{…}}",
    hint_en="put the text in quotes, or write one key a line without {{…}}",
)
SPACE_AFTER_COLON = error(
    "SOP019",
    "space-after-colon",
    id='sesudah titik dua perlu satu spasi: "{key}"',
    en='a space is missing after the colon: "{key}"',
    hint_id="tulis: {fixed}",
    hint_en="write: {fixed}",
)
LONE_SIGN = error(
    "SOP020",
    "lone-sign",
    id='"{sign}" sendirian tidak dapat dibaca',
    en='a lone "{sign}" cannot be read',
    hint_id='kosongkan atau tulis "-" untuk "tidak ada"; tulis unknown untuk "tidak disebutkan"',
    hint_en='leave it empty or write "-" for "none"; write unknown for "the paper does not say"',
)
NOT_YAML = error(
    "SOP021",
    "not-yaml",
    id="baris ini tidak dapat dibaca sebagai YAML ({detail})",
    en="this cannot be read as YAML ({detail})",
    hint_id="periksa spasi di awal baris, tanda petik, dan tanda kurung di baris ini dan di atasnya",
    hint_en="look at the indentation, quotes and brackets of this line and of those above it",
)
DIRECTIVE = error(
    "SOP022",
    "directive",
    id='baris yang diawali "%" tidak dipakai di sini',
    en='a line that begins with "%" is not used here',
    hint_id="hapus baris ini",
    hint_en="remove this line",
)
INVISIBLE = error(
    "SOP023",
    "invisible-character",
    id="ada karakter tak terlihat {name} di sini",
    en="there is an invisible character {name} here",
    hint_id="hapus, atau ganti dengan spasi",
    hint_en="remove it, or replace it with a space",
)
STRAY_LINE = error(
    "SOP024",
    "stray-line",
    id='baris ini bukan "kunci: isi" dan bukan lanjutan teks',
    en='this line is neither "key: value" nor the second line of a text',
    hint_id="lanjutan teks harus menjorok lebih dalam daripada kuncinya ({want} spasi atau lebih)",
    hint_en="the second line of a text is indented deeper than its key ({want} spaces or more)",
)
SIGN_IN_BRACKETS = error(
    "SOP025",
    "sign-in-brackets",
    id='di dalam [ ] dan {{ }} teks dengan "{sign}" ditulis dalam tanda petik',
    en='inside [ ] and {{ }} a text with "{sign}" goes in quotes',
    hint_id='pakai tanda petik, atau unknown untuk "tidak disebutkan"',
    hint_en='put it in quotes, or write unknown for "the paper does not say"',
)
COMPLEX_KEY = error(
    "SOP026",
    "complex-key",
    id="kunci haruslah sebuah kata, bukan daftar atau bagian",
    en="a key is a word, not a list or a mapping",
    hint_id='tulis "kunci: isi"',
    hint_en='write "key: value"',
)
DASH_SPACE = error(
    "SOP027",
    "space-after-dash",
    id="sesudah tanda hubung perlu satu spasi",
    en="a space is missing after the dash",
    hint_id="tulis: {fixed}",
    hint_en="write: {fixed}",
)
MISSING_DASH = error(
    "SOP028",
    "missing-dash",
    id='"{key}" memulai butir baru, tetapi tanda hubungnya tidak ada',
    en='"{key}" begins a new item, but its dash is missing',
    hint_id="tulis: {fixed}",
    hint_en="write: {fixed}",
)
MISSING_COLON = error(
    "SOP029",
    "missing-colon",
    id='sesudah "{key}" perlu titik dua',
    en='a colon is missing after "{key}"',
    hint_id="tulis: {fixed}",
    hint_en="write: {fixed}",
)
