"""An e-mail address at rest."""

import base64
import hashlib
from dataclasses import astuple

import pytest
from cryptography.fernet import Fernet

from blog.addresses import AddressBook, UnreadableAddress

ADDRESS = "Rhea.Reader@example.net"
OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


def test_what_was_sealed_can_be_opened_as_it_was_written() -> None:
    book = AddressBook((NEW,))
    sealed = book.seal(ADDRESS)

    assert book.open(sealed.ciphertext, sealed.key_id) == ADDRESS


def test_the_same_address_has_another_ciphertext_each_time_and_the_same_digest() -> None:
    book = AddressBook((NEW,))
    one, other = book.seal(ADDRESS), book.seal(ADDRESS)

    assert one.ciphertext != other.ciphertext
    assert one.digest == other.digest


@pytest.mark.parametrize("spelling", ["rhea.reader@example.net", "RHEA.READER@EXAMPLE.NET", f"  {ADDRESS}\n"])
def test_capitals_and_spaces_around_make_no_other_address(spelling: str) -> None:
    book = AddressBook((NEW,))

    assert book.seal(spelling).digest == book.seal(ADDRESS).digest


def test_another_address_has_another_digest() -> None:
    book = AddressBook((NEW,))

    assert book.seal("rheareader@example.net").digest != book.seal(ADDRESS).digest


def test_a_new_key_seals_and_the_older_one_still_opens() -> None:
    before = AddressBook((OLD,)).seal(ADDRESS)
    book = AddressBook((NEW, OLD))
    after = book.seal(ADDRESS)

    assert after.key_id != before.key_id
    assert book.open(before.ciphertext, before.key_id) == ADDRESS
    assert book.open(after.ciphertext, after.key_id) == ADDRESS


def test_a_look_up_asks_for_the_digest_of_every_key() -> None:
    before = AddressBook((OLD,)).seal(ADDRESS)
    book = AddressBook((NEW, OLD))

    assert book.digests(ADDRESS) == (AddressBook((NEW,)).seal(ADDRESS).digest, before.digest)
    assert book.seal(ADDRESS).known_as == book.digests(ADDRESS)


def test_without_its_key_an_address_can_not_be_opened() -> None:
    sealed = AddressBook((OLD,)).seal(ADDRESS)

    with pytest.raises(UnreadableAddress, match="EMAIL_KEYS"):
        AddressBook((NEW,)).open(sealed.ciphertext, sealed.key_id)


def test_an_altered_ciphertext_is_not_opened() -> None:
    book = AddressBook((NEW,))
    sealed = book.seal(ADDRESS)
    altered = sealed.ciphertext[:-6] + ("AAAA==" if not sealed.ciphertext.endswith("AAAA==") else "BBBB==")

    with pytest.raises(UnreadableAddress):
        book.open(altered, sealed.key_id)


def test_a_row_holds_nothing_that_is_made_of_the_address_alone() -> None:
    written = repr(astuple(AddressBook((NEW,)).seal(ADDRESS))).casefold()

    for spelling in (ADDRESS, ADDRESS.casefold()):
        data = spelling.encode()
        hashes = [hashlib.new(name, data).hexdigest() for name in ("md5", "sha1", "sha256")]
        for value in (spelling, "rhea", base64.b64encode(data).decode(), data.hex(), *hashes):
            assert value.casefold() not in written


def test_nothing_of_a_key_stands_in_what_it_made() -> None:
    sealed = AddressBook((NEW,)).seal(ADDRESS)

    assert NEW not in repr(sealed)
    assert base64.urlsafe_b64decode(NEW).hex()[:8] != sealed.key_id
    assert hashlib.sha256(base64.urlsafe_b64decode(NEW)).hexdigest()[:8] != sealed.key_id
    assert len(sealed.key_id) == 8


def test_letters_of_every_kind_come_back() -> None:
    book = AddressBook((NEW,))
    for address in ("müller@bücher.example", "用户@例子.example", "a" * 64 + "@" + "b" * 180 + ".example"):
        sealed = book.seal(address)
        assert book.open(sealed.ciphertext, sealed.key_id) == address
        assert len(sealed.ciphertext) <= 600, "the width of its column"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("rhea@example.org", "Rhea@EXAMPLE.org"),
        ("rhea@bücher.example", "rhea@xn--bcher-kva.example"),
        ("jose\u0301@example.org", "jos\u00e9@example.org"),
    ],
)
def test_spellings_of_one_mailbox_have_one_digest(one: str, other: str) -> None:
    book = AddressBook((NEW,))
    assert book.digests(one) == book.digests(other)
    sealed = book.seal(one)
    assert book.open(sealed.ciphertext, sealed.key_id) == one
