"""Text in the encodings of one language or a few: recognised by its letters, or Windows-1252."""

import pytest

from segmentation.sources.text.code_pages import WESTERN, WRITTEN_IN, guess_encoding

POLISH = [
    "Imię;Nazwisko;Miasto", "Łukasz;Wiśniewski;Łódź", "Małgorzata;Wójcik;Kraków",
    "Paweł;Kamiński;Gdańsk", "Agnieszka;Dąbrowska;Poznań", "Żaneta;Zieliński;Częstochowa",
]  # fmt: skip
CZECH = [
    "Jméno;Příjmení;Město", "Jiří;Dvořák;Plzeň", "Tomáš;Černý;Brno", "Kateřina;Růžičková;Děčín",
    "Ondřej;Šťastný;Hradec Králové", "Lukáš;Říha;Ústí nad Labem",
]  # fmt: skip
HUNGARIAN = [
    "Név;Város;Életkor", "László Kovács;Győr;41", "Erzsébet Szűcs;Székesfehérvár;38",
    "Gergő Tóth;Hódmezővásárhely;29", "Sándor Lőrinc;Gyöngyös;52", "Enikő Erdős;Pécs;33",
]  # fmt: skip
RUSSIAN = [
    "Имя;Фамилия;Город", "Александр;Иванов;Москва", "Мария;Кузнецова;Казань",
    "Дмитрий;Смирнов;Новосибирск", "Наталья;Попова;Екатеринбург", "Пётр;Щербаков;Омск",
]  # fmt: skip
UKRAINIAN = [
    "Ім'я;Прізвище;Місто", "Олексій;Шевченко;Київ", "Наталія;Бондаренко;Чернівці",
    "Євген;Ткаченко;Львів", "Їржі;Кравчук;Запоріжжя",
]  # fmt: skip
GREEK = [
    "Όνομα;Επώνυμο;Πόλη", "Γιώργος;Παπαδόπουλος;Αθήνα", "Μαρία;Γεωργίου;Θεσσαλονίκη",
    "Δημήτρης;Οικονόμου;Πάτρα", "Άννα;Βασιλείου;Ηράκλειο", "Ελένη;Νικολάου;Χανιά",
]  # fmt: skip
TURKISH = [
    "Adı;Soyadı;Şehir", "Ayşe;Yıldız;İstanbul", "Çağlar;Öztürk;Muğla", "Işıl;Şahin;Eskişehir",
    "Uğur;Kılıç;Kırşehir", "Gülşen;Doğan;Iğdır", "İbrahim;Aydın;İzmir",
]  # fmt: skip
HEBREW = ["שם;עיר;גיל", "דוד כהן;ירושלים;41", "שרה לוי;חיפה;38", "רחל מזרחי;אשדוד;29"]
ARABIC = ["الاسم;المدينة;العمر", "محمد الحسن;القاهرة;41", "فاطمة المصري;دمشق;38"]
LITHUANIAN = [
    "Vardas;Pavardė;Miestas", "Jūratė;Žukauskienė;Šiauliai", "Žydrūnas;Kazlauskas;Panevėžys",
    "Šarūnas;Jankauskienė;Klaipėda", "Agnė;Butkutė;Mažeikiai", "Rūta;Paulauskienė;Vilnius",
]  # fmt: skip
THAI = [
    "ชื่อ;เมือง;อายุ", "สมชาย ใจดี;กรุงเทพ;41", "สมหญิง รักไทย;เชียงใหม่;38",
]  # fmt: skip
JAPANESE = [
    "名前;市区町村;年齢", "山田 太郎;東京都;41", "佐藤 さくら;さいたま市;38",
    "高橋 ケンジ;大阪市;29",
    "渡辺 陽子;名古屋市;52", "能登 健一;札幌市;33",
]  # fmt: skip
CHINESE = ["姓名;城市;年龄", "王伟;北京;41", "李秀英;上海;38", "陈静;广州;29", "赵磊;重庆;52"]
TAIWANESE = [
    "姓名;城市;年齡", "陳志明;臺北;41", "林淑芬;高雄;38",
    "黃家豪;臺中;29", "劉怡君;臺南;52",
]  # fmt: skip
KOREAN = ["이름;도시;나이", "김민준;서울;41", "이서연;부산;38", "박지훈;대구;29", "최수빈;인천;52"]
WRITTEN = [
    ("windows-1250", POLISH), ("windows-1250", CZECH), ("windows-1250", HUNGARIAN),
    ("iso8859-2", POLISH), ("iso8859-2", CZECH), ("windows-1251", RUSSIAN),
    ("windows-1251", UKRAINIAN), ("koi8-r", RUSSIAN), ("cp866", RUSSIAN), ("windows-1253", GREEK),
    ("windows-1254", TURKISH), ("windows-1255", HEBREW), ("windows-1256", ARABIC),
    ("windows-1257", LITHUANIAN), ("cp874", THAI), ("cp932", JAPANESE), ("euc_jp", JAPANESE),
    ("gb18030", CHINESE), ("cp950", TAIWANESE), ("cp949", KOREAN),
]  # fmt: skip
FIRST_WRITTEN = dict(reversed(WRITTEN))
WEST = {
    "French": ["Prénom;Nom;Ville", "Zoé;Lefèvre;Orléans", "François;Béranger;Nîmes"],
    "German": ["Vorname;Nachname;Straße", "Jürgen;Müller;Größe", "Käthe;Groß;Weißenburg"],
    "Spanish": ["Año;Nombre;Apellido", "1;José;Núñez", "2;Íñigo;Ibáñez", "3;Begoña;Muñoz"],
    "Portuguese": ["Nome;Cidade;Salário", "João;São Paulo;1", "Conceição;Évora;2"],
    "Italian": ["Nome;Città;Età", "Nicolò;Forlì;41", "Desirée;Cefalù;38", "Noè;Mondovì;29"],
    "Swedish": ["Förnamn;Ort", "Åsa Sjöström;Malmö", "Göran Åkesson;Västerås"],
    "Danish": ["Fornavn;By", "Søren Kjær;Næstved", "Jørgen Nørgaard;København"],
    "Finnish": ["Etunimi;Ikä", "Päivi Hämäläinen;41", "Väinö Järvinen;38", "Äijö Yö;29"],
    "Icelandic": ["Nafn;Borg", "Þór Þórðarson;Ísafjörður", "Guðrún Jónsdóttir;Höfn"],
    "English": ["Name;Café", "Zoë O’Brien;“Bath”", "Renée Brontë;£20 – €5"],
}  # fmt: skip


def guess(encoding):
    return f"The encoding is a guess: {encoding} If letters look wrong, say --encoding."


def rows_as_written(lines):
    names = lines[0].split(";")
    return [dict(zip(names, line.split(";"))) for line in lines[1:]]


@pytest.mark.parametrize("times", [1, 400])
@pytest.mark.parametrize(("encoding", "lines"), WRITTEN)
def test_encoding_of_a_language_is_recognised_and_told(
    written, rows_at, understood, encoding, lines, times
):
    lines = [lines[0], *lines[1:] * times]
    path = written("\r\n".join(lines).encode(encoding))
    assert rows_at(path) == rows_as_written(lines)
    name = encoding.upper().replace("WINDOWS", "Windows").replace("_", "-")
    told = f"{name} ({WRITTEN_IN[encoding]})."
    assert understood(path)[1:] == [guess(told)]
    assert understood(path, encoding=encoding)[1:] == [f"Text is {told}"]


@pytest.mark.parametrize("encoding", ["windows-1250", "windows-1251", "koi8-r", "windows-1253"])
def test_capitals_are_recognised(rows_of, encoding):
    lines = [line.upper() for line in FIRST_WRITTEN[encoding]]
    assert rows_of("\n".join(lines).encode(encoding)) == rows_as_written(lines)


@pytest.mark.parametrize("times", [1, 400])
@pytest.mark.parametrize("change", [str, str.upper])
@pytest.mark.parametrize("language", WEST)
def test_western_european_stays_windows_1252(written, rows_at, understood, language, change, times):
    lines = [WEST[language][0], *WEST[language][1:] * times]
    lines = [change(line) for line in lines]
    path = written("\n".join(lines).encode("cp1252"))
    assert rows_at(path) == rows_as_written(lines)
    assert understood(path)[1:] == [guess("Windows-1252.")]


@pytest.mark.parametrize("word", ["Zoë", "Núñez", "größe", "€ 5", "“x”", "Ž", "m²", "ÑANDÚ", "ªº"])
@pytest.mark.parametrize("table", ["{};n\na;1\n", "id,note\n1,{}\n" + "2,fine\n" * 5_000])
def test_single_word_says_too_little(written, word, table):
    assert guess_encoding(written(table.format(word).encode("cp1252"))) == WESTERN


def test_letters_far_down_and_more_than_a_sample(written):
    plain = ["name;city", *["Ann;London"] * 30_000]
    for encoding, lines in WRITTEN:
        path = written("\n".join([*plain, *lines * 2_000]).encode(encoding))
        assert guess_encoding(path) == encoding


@pytest.mark.parametrize("cut", range(4))
def test_sample_that_ends_within_a_character(written, monkeypatch, cut):
    monkeypatch.setattr("segmentation.sources.text.code_pages._SAMPLE", 200 + cut)
    for encoding in ("cp932", "gb18030", "cp950", "cp949"):
        lines = FIRST_WRITTEN[encoding]
        path = written("\n".join(lines * 20).encode(encoding))
        assert guess_encoding(path) == encoding


def test_few_kana_make_it_japanese(written):
    lines = ["customer;name;city", "1;佐藤 太郎;横浜市", "2;山田 加奈;川崎市", "3;鈴木 あすか;千葉"]
    assert guess_encoding(written("\n".join(lines * 5).encode("euc_jp"))) == "euc_jp"


@pytest.mark.parametrize("times", [1, 12])
@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("windows-1250", ["Łódź", "Gdańsk"]),
        ("windows-1250", ["Żywiec", "Łomża"]),
        ("iso8859-2", ["Šumperk", "Plzeň", "Łódź"]),
        ("windows-1254", ["İstanbul", "Eskişehir", "Muğla"]),
        ("cp932", ["東京", "札幌市", "カタカナ"]),
        ("euc_jp", ["札幌市", "カタカナ", "さいたま"]),
        ("cp950", ["台北", "高雄", "臺中", "新竹"]),
    ],
)
def test_a_few_names_in_a_plain_table(written, rows_at, encoding, names, times):
    rows = [(f"K{at}", name) for at, name in enumerate(names * times)]
    path = written(("id,city\n" + "".join(f"{i},{n}\n" for i, n in rows)).encode(encoding))
    assert [(row["id"], row["city"]) for row in rows_at(path)] == rows
