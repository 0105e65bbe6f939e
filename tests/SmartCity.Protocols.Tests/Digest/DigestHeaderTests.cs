using SmartCity.Protocols.Digest;

namespace SmartCity.Protocols.Tests.Digest;

public sealed class DigestHeaderTests
{
    [Fact]
    public void A_challenge_of_the_field_is_read()
    {
        var error = DigestChallenge.TryParse(
            """Digest realm="Tallsafe", nonce="9DukP3NBqnsns8L3", opaque="AF1sztyyUsfpS9cI", algorithm="MD5", qop="auth" """, out var challenge);
        Assert.Equal(DigestError.None, error);
        Assert.Equal(new DigestChallenge("Tallsafe", "9DukP3NBqnsns8L3", DigestAlgorithm.Md5, true, "AF1sztyyUsfpS9cI"), challenge);
    }

    [Theory]
    [InlineData("digest REALM=viid,NONCE=abc")]
    [InlineData("Digest  realm=viid nonce=abc")]
    [InlineData("Digest ,, realm = \"viid\" ,nonce= \"abc\" ,")]
    public void Case_blanks_and_missing_quotes_do_not_matter(string header)
    {
        Assert.Equal(DigestError.None, DigestChallenge.TryParse(header, out var challenge));
        Assert.Equal(new DigestChallenge("viid", "abc", OffersAuth: false), challenge);
    }

    [Theory]
    [InlineData(null, DigestError.NotDigest)]
    [InlineData("", DigestError.NotDigest)]
    [InlineData("Basic realm=\"x\"", DigestError.NotDigest)]
    [InlineData("Digestrealm=\"x\"", DigestError.NotDigest)]
    [InlineData("Digest realm=\"x", DigestError.Malformed)]
    [InlineData("Digest realm", DigestError.Malformed)]
    [InlineData("Digest =x", DigestError.Malformed)]
    [InlineData("Digest realm=\"x\ny\", nonce=\"n\"", DigestError.Malformed)]
    [InlineData("Digest realm=\"x\"", DigestError.MissingField)]
    [InlineData("Digest realm=\"x\", nonce=\"a\", nonce=\"b\"", DigestError.DuplicateField)]
    [InlineData("Digest realm=\"x\", nonce=\"a\", algorithm=SHA-512-256", DigestError.UnknownAlgorithm)]
    [InlineData("Digest realm=\"x\", nonce=\"a\", qop=\"auth-int\"", DigestError.UnknownQop)]
    public void A_bad_challenge_is_named(string? header, DigestError expected)
    {
        Assert.Equal(expected, DigestChallenge.TryParse(header, out var challenge));
        Assert.Null(challenge);
    }

    [Theory]
    [InlineData("qop=auth, nc=0000000g, cnonce=\"c\"", DigestError.BadNonceCount)]
    [InlineData("qop=auth, nc=00000000, cnonce=\"c\"", DigestError.BadNonceCount)]
    [InlineData("qop=auth, nc=000000001, cnonce=\"c\"", DigestError.BadNonceCount)]
    [InlineData("qop=auth, nc=00000001", DigestError.MissingField)]
    [InlineData("qop=auth, cnonce=\"c\"", DigestError.MissingField)]
    [InlineData("qop=auth-int, nc=00000001, cnonce=\"c\"", DigestError.UnknownQop)]
    [InlineData("algorithm=MD5-sess", DigestError.MissingField)]
    [InlineData("algorithm=SHA-256", DigestError.BadResponse)]
    public void Bad_credentials_are_named(string rest, DigestError expected)
    {
        var header = $"Digest username=\"u\", realm=\"r\", nonce=\"n\", uri=\"/\", response=\"{new string('a', 32)}\", {rest}";
        Assert.Equal(expected, DigestCredentials.TryParse(header, out var credentials));
        Assert.Null(credentials);
    }

    [Fact]
    public void What_is_written_is_read_back_even_with_quotes_and_Chinese()
    {
        var challenge = new DigestChallenge("衡阳 \"viid\" \\", "n,1=2", DigestAlgorithm.Sha256Session, true, "", true);
        Assert.Equal(DigestError.None, DigestChallenge.TryParse(challenge.ToString(), out var read));
        Assert.Equal(challenge, read);

        var secret = DigestSecret.FromPassword(DigestAlgorithm.Sha256, "u", challenge.Realm, "p");
        var credentials = DigestCredentials.Answer(challenge, "u", secret, "GET", "/a?b=\"c\"", "cn", 0x1F);
        Assert.Equal(DigestError.None, DigestCredentials.TryParse(credentials.ToHeader(), out var back));
        Assert.Equal(credentials, back);
        Assert.Equal(31u, back!.Count);
    }

    [Fact]
    public void A_line_break_cannot_be_written_into_a_header() =>
        Assert.Throws<ArgumentException>(() => new DigestChallenge("r\r\nSet-Cookie: a=b", "n").ToString());

    [Fact]
    public void A_header_too_long_or_of_too_many_fields_is_refused()
    {
        Assert.Equal(DigestError.TooLong, DigestChallenge.TryParse("Digest realm=\"" + new string('x', DigestFields.MaxLength) + "\"", out _));
        var many = string.Join(',', Enumerable.Range(0, DigestFields.MaxFields + 1).Select(i => $"f{i}=1"));
        Assert.Equal(DigestError.TooLong, DigestChallenge.TryParse("Digest " + many, out _));
    }

    [Fact]
    public void The_first_challenge_we_speak_is_chosen()
    {
        var chosen = DigestChallenge.Choose(["Basic realm=\"b\"", "Digest realm=\"r\", nonce=\"n\", algorithm=SHA-512-256",
            "Digest realm=\"r\", nonce=\"n\", algorithm=SHA-256, qop=\"auth\"", "Digest realm=\"r\", nonce=\"n\""]);
        Assert.Equal(DigestAlgorithm.Sha256, chosen?.Algorithm);
    }

    [Fact]
    public void Headers_cut_or_bent_anywhere_never_throw()
    {
        const string header = """Digest username="u", realm="r\"", nonce="n", uri="/x", response="0123456789abcdef0123456789abcdef", qop=auth, nc=00000001, cnonce="c" """;
        var random = new Random(1400);
        for (var i = 0; i < header.Length; i++)
        {
            _ = DigestCredentials.TryParse(header[..i], out _);
            _ = DigestChallenge.TryParse(header[..i], out _);
            var bent = header.ToCharArray();
            bent[i] = (char)random.Next(0, 0x3000);
            if (DigestCredentials.TryParse(new string(bent), out var read) is DigestError.None) _ = read!.Count;
        }
    }

    [Fact]
    public void Neither_secret_nor_proof_is_printed()
    {
        var secret = DigestSecret.FromPassword(DigestAlgorithm.Md5, "u", "r", "p");
        Assert.DoesNotContain(secret.Ha1, secret.ToString());
        var credentials = DigestCredentials.Answer(new("r", "n"), "u", secret, "GET", "/", "c");
        Assert.DoesNotContain(credentials.Response, credentials.ToString());
    }
}
