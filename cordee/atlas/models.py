"""The rows that answer the atlas query in plain SQL, derived from live actions and kept in step with them.

They hold only what `disclosure` lets everybody read; the audience beside it says who may have the document.
"""

from django.db import models
from django.db.models import Q

from cordee.actions.models import Action


class Document(models.Model):
    """One live action, with what filters and sorts it by itself."""

    action = models.OneToOneField(Action, on_delete=models.CASCADE, primary_key=True, related_name="document")
    audience = models.CharField(max_length=10)
    first_year = models.SmallIntegerField(null=True)
    last_year = models.SmallIntegerField(null=True)
    is_ongoing = models.BooleanField(default=False)
    recency = models.SmallIntegerField(default=0)
    structure_key = models.CharField(max_length=200)
    tags = models.BinaryField(default=b"", db_default=b"")
    """The numbers of its counted facets: see `index.counting`."""

    class Meta:
        indexes = [models.Index(fields=["audience", "-recency", "-action"], name="document_recent")]

    def __str__(self) -> str:
        return str(self.pk)


class Heading(models.Model):
    """What a document is sorted by in one language: its title and its first country, folded."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="headings")
    language = models.CharField(max_length=8)
    title_key = models.CharField(max_length=200)
    country_key = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "language"], name="heading_unique")]

    def __str__(self) -> str:
        return self.title_key


class Spot(models.Model):
    """One place of a document, as disclosed. `morton` is null where the place has no point."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="spots")
    type = models.CharField(max_length=12)
    precision = models.CharField(max_length=12)
    country = models.CharField(max_length=2, blank=True)
    region = models.CharField(max_length=3, blank=True)
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    morton = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["morton"], name="spot_morton", condition=Q(morton__isnull=False)),
            models.Index(fields=["country", "document"], name="spot_country"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} – {self.country}"


class Facet(models.Model):
    """One value of one facet: (`odd`, `4`), (`pays`, `JP`)…"""

    name = models.CharField(max_length=12)
    value = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "value"], name="facet_unique")]

    def __str__(self) -> str:
        return f"{self.name}={self.value}"


class Tagging(models.Model):
    """A document has a facet's value. The audience is repeated so that counting all reads one index only."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="taggings", db_index=False)
    facet = models.ForeignKey(Facet, on_delete=models.CASCADE, related_name="taggings", db_index=False)
    audience = models.CharField(max_length=10)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["facet", "document"], name="tagging_unique")]
        indexes = [
            models.Index(fields=["audience", "facet"], name="tagging_count"),
            models.Index(fields=["document", "facet"], name="tagging_document"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} – {self.facet_id}"


class Word(models.Model):
    """A token of the vocabulary, with a form in which people write it."""

    text = models.CharField(max_length=60, unique=True)
    form = models.CharField(max_length=60)

    def __str__(self) -> str:
        return self.text


class Posting(models.Model):
    """A document has a word; the weight says where it stands: in the title, a name, or the text.

    By far the longest table. Its references are not checked row by row, and its indexes are named here, so
    that a bulk load can do without them: `index.follow` alone writes it, and always with its document.
    """

    word = models.ForeignKey(
        Word, on_delete=models.CASCADE, related_name="postings", db_index=False, db_constraint=False
    )
    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, related_name="postings", db_index=False, db_constraint=False
    )
    weight = models.SmallIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["word", "document", "weight"], name="posting_word"),
            models.Index(fields=["document"], name="posting_document"),
        ]

    def __str__(self) -> str:
        return f"{self.word_id} – {self.document_id}"
