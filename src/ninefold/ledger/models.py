"""The ledger's tables. Entries and their content are the truth; every other table here is derived from them.

A key that begins a wider index has none of its own (``db_index=False``): each index costs on every append.
"""

from django.db import models

from ninefold.people.models import ID, Account, Home


class Entry(models.Model):
    """What somebody signed. Never changed, never deleted: triggers in both databases refuse it.

    ``subjects`` and ``links`` are canonical JSON text, exactly as hashed.
    """

    id = models.CharField(**ID)
    home = models.ForeignKey(Home, on_delete=models.PROTECT, related_name="entries", db_index=False)
    seq = models.PositiveIntegerField()
    record_id = models.CharField(max_length=26)
    type = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=40)
    act = models.CharField(max_length=10)
    happened_at = models.DateTimeField()
    written_at = models.DateTimeField()
    received_at = models.DateTimeField()
    author = models.CharField(max_length=26)
    author_role = models.CharField(max_length=40)
    subjects = models.TextField()
    links = models.TextField()
    digest = models.CharField(max_length=64)
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["home", "seq"], name="one_entry_a_place")]
        indexes = [models.Index(fields=["record_id"])]


class Content(models.Model):
    """What an entry says, and its salt. Apart from the entry, because retention may one day destroy it."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="content")
    salt = models.CharField(max_length=32)
    body = models.TextField()


class KeptType(models.Model):
    """A type of record as it was when something was signed as it (JSON), for when the library has it no more."""

    id = models.BigAutoField(primary_key=True)
    type = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    definition = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["type", "version"], name="one_definition_a_version")]


class Chain(models.Model):
    """The head of a home's chain: appends in one home wait for this row, homes never for each other."""

    home = models.OneToOneField(Home, on_delete=models.PROTECT, primary_key=True)
    seq = models.PositiveIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)
    # The digest of the library by which all that is derived was last worked out as a whole (ops.following).
    library = models.CharField(max_length=64, blank=True, default="")


class Seal(models.Model):
    """The head of a chain as it was sealed and told to people outside the database."""

    home = models.ForeignKey(Home, on_delete=models.PROTECT, related_name="seals")
    seq = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()
    told = models.TextField(blank=True)


class Submission(models.Model):
    """A form that was sent: the same form sent twice finds its entry here."""

    token = models.CharField(max_length=64, primary_key=True)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT)


class Record(models.Model):
    """A thread of entries, as it stands now. Derived.

    ``stages`` lists the signed stages in order, comma-separated; ``headline`` and ``voice`` are plain text
    (what happened in one line; the child's own words); ``barred`` holds ids of people who may not see it, ``shown`` of workers it is
    about who may, whatever its sensitivity;
    ``about_one`` is the child it is about when it is about exactly one; ``follows`` is the record that it answers or
    follows, and ``matter`` the one at the head of that line, which is itself when it follows nothing (ledger.matters).
    """

    id = models.CharField(**ID)
    home = models.ForeignKey(Home, on_delete=models.PROTECT, related_name="records", db_index=False)
    type = models.CharField(max_length=40)
    sensitivity = models.CharField(max_length=12)
    happened_at = models.DateTimeField()
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    author = models.CharField(max_length=26)
    headline = models.TextField(blank=True)
    voice = models.TextField(blank=True)
    stages = models.TextField()
    barred = models.TextField(blank=True)
    shown = models.TextField(blank=True)
    about_one = models.CharField(max_length=26, blank=True)
    follows = models.CharField(max_length=26, blank=True)
    matter = models.CharField(max_length=26, db_index=True)
    corrected = models.BooleanField(default=False)
    withdrawn = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["home", "-happened_at"]),
            models.Index(fields=["home", "-changed_at"]),
            models.Index(fields=["home", "type", "-happened_at"]),
        ]


class RecordSubject(models.Model):
    """Whose file a record stands in. ``role`` is about or present. ``happened_at`` repeats the record's, for order."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="subject_rows", db_index=False)
    subject = models.CharField(max_length=26)
    kind = models.CharField(max_length=10)
    role = models.CharField(max_length=10)
    happened_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "subject"], name="one_row_a_subject")]
        indexes = [models.Index(fields=["subject", "-happened_at"])]


class FactRow(models.Model):
    """A fact (ninefold.lawbook.facts.Fact) kept for duties, evidence and reports. Derived."""

    id = models.BigAutoField(primary_key=True)
    home = models.ForeignKey(Home, on_delete=models.PROTECT, related_name="facts", db_index=False)
    name = models.CharField(max_length=60)
    subject = models.CharField(max_length=26)
    record_id = models.CharField(max_length=26)
    entry_id = models.CharField(max_length=26)
    at = models.DateTimeField()
    known_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    day = models.BooleanField(default=False)
    carried = models.BooleanField(default=False)
    withdrawn = models.BooleanField(default=False)
    value = models.TextField(blank=True)
    row = models.CharField(max_length=8, blank=True)
    author = models.CharField(max_length=26, blank=True)
    data = models.TextField(blank=True)
    answers = models.TextField(blank=True)
    matter = models.CharField(max_length=26)

    class Meta:
        indexes = [
            models.Index(fields=["home", "name", "subject"]),
            models.Index(fields=["record_id"]),
        ]


class SearchText(models.Model):
    """The words of a record, for search: as they read (``body``), and each once as it is compared (``words``). Derived."""

    id = models.BigAutoField(primary_key=True)
    home = models.ForeignKey(Home, on_delete=models.PROTECT)
    record_id = models.CharField(max_length=26, unique=True)
    body = models.TextField()
    words = models.TextField(default="")


class SearchWord(models.Model):
    """A word that some record of a home holds, as it is compared, and its plain form. Derived."""

    id = models.BigAutoField(primary_key=True)
    home = models.ForeignKey(Home, on_delete=models.PROTECT, db_index=False)
    word = models.CharField(max_length=40)
    form = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["home", "word"], name="one_word_a_home")]
        indexes = [models.Index(fields=["home", "form"], name="ledger_sear_home_id_form_idx")]


class SearchPart(models.Model):
    """Three letters that stand together in a word, its beginning and end among them. Derived."""

    id = models.BigAutoField(primary_key=True)
    home = models.ForeignKey(Home, on_delete=models.PROTECT, db_index=False)
    part = models.CharField(max_length=3)
    word = models.CharField(max_length=40)

    class Meta:
        indexes = [models.Index(fields=["home", "part", "word"], name="ledger_sear_home_id_part_idx")]


class Draft(models.Model):
    """What somebody is typing, kept as typed. Not an entry."""

    token = models.CharField(max_length=64, primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="drafts")
    home = models.ForeignKey(Home, on_delete=models.CASCADE)
    type = models.CharField(max_length=40)
    stage = models.CharField(max_length=40)
    record_id = models.CharField(max_length=26, blank=True)
    act = models.CharField(max_length=10, default="write")
    typed = models.TextField()
    saved_at = models.DateTimeField()


class Attachment(models.Model):
    """A file kept once by its SHA-256, below NINEFOLD_DATA/attachments. Seen only through records that hold it.

    Its name stands in those records, not here: two people may call the same bytes otherwise. ``words`` is what a page
    shows of a text, a message or a recording.
    """

    id = models.CharField(**ID)
    home = models.ForeignKey(Home, on_delete=models.PROTECT, related_name="attachments")
    sha256 = models.CharField(max_length=64, db_index=True)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    words = models.TextField(blank=True)
    uploaded_by = models.CharField(max_length=26)
    uploaded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["home", "sha256"], name="one_file_a_home")]


class Original(models.Model):
    """What was sent, where the kept copy cannot stand for it. Sealed: below NINEFOLD_DATA/attachments/sealed.

    ``in_use`` is set once a signed entry is known to name it, so that collecting asks about it no more.
    """

    id = models.CharField(**ID)
    home = models.ForeignKey(Home, on_delete=models.PROTECT, related_name="originals")
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveIntegerField()
    uploaded_by = models.CharField(max_length=26)
    uploaded_at = models.DateTimeField()
    in_use = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["home", "sha256"], name="one_original_a_home")]


class Opening(models.Model):
    """Somebody opened an original, and said why. Never changed."""

    home = models.ForeignKey(Home, on_delete=models.PROTECT, related_name="openings")
    record_id = models.CharField(max_length=26, db_index=True)
    sha256 = models.CharField(max_length=64)
    by = models.CharField(max_length=26)
    at = models.DateTimeField()
    because = models.CharField(max_length=500)


class Held(models.Model):
    """Which record holds which attachment. Derived."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="held")
    sha256 = models.CharField(max_length=64, db_index=True)


class Read(models.Model):
    """Somebody has read what changed in a home up to a moment ("I have read this")."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    home = models.ForeignKey(Home, on_delete=models.CASCADE)
    up_to = models.DateTimeField()
    at = models.DateTimeField()
