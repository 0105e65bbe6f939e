using Microsoft.Extensions.Time.Testing;
using SmartCity.Protocols.Digest;

namespace SmartCity.Protocols.Tests.Digest;

public sealed class DigestServerTests
{
    private const string Realm = "viid.hengyang", Camera = "43040500001190000001", Path = "/VIID/System/Register";

    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch.AddYears(56));
    private readonly DigestSecret _secret = DigestSecret.FromPassword(DigestAlgorithm.Md5, Camera, Realm, "right");

    private DigestServer Server(int capacity = 4096, bool requireQop = false) =>
        new(Realm, new DigestNonces(_clock, TimeSpan.FromMinutes(5), capacity), requireQop: requireQop);

    private DigestCredentials Answer(DigestChallenge challenge, uint count = 1) =>
        DigestCredentials.Answer(challenge, Camera, _secret, "POST", Path, "c", count);

    [Fact]
    public void The_right_password_is_accepted_once_a_count()
    {
        var server = Server();
        var challenge = server.Challenge()[0];
        Assert.Equal(DigestVerdict.Accepted, server.Verify(Answer(challenge), "POST", Path, _secret));
        Assert.Equal(DigestVerdict.Replayed, server.Verify(Answer(challenge), "POST", Path, _secret));
        Assert.Equal(DigestVerdict.Accepted, server.Verify(Answer(challenge, 2), "POST", Path, _secret));
    }

    [Fact]
    public void Requests_may_overtake_one_another_by_63_and_no_more()
    {
        var server = Server();
        var challenge = server.Challenge()[0];
        Assert.Equal(DigestVerdict.Accepted, server.Verify(Answer(challenge, 100), "POST", Path, _secret));
        Assert.Equal(DigestVerdict.Accepted, server.Verify(Answer(challenge, 37), "POST", Path, _secret));
        Assert.Equal(DigestVerdict.Replayed, server.Verify(Answer(challenge, 37), "POST", Path, _secret));
        Assert.Equal(DigestVerdict.Replayed, server.Verify(Answer(challenge, 36), "POST", Path, _secret));
        Assert.Equal(DigestVerdict.Accepted, server.Verify(Answer(challenge, 101), "POST", Path, _secret));
        Assert.Equal(DigestVerdict.Replayed, server.Verify(Answer(challenge, 100), "POST", Path, _secret));
    }

    [Fact]
    public void A_wrong_password_and_an_unknown_user_look_the_same_and_use_nothing_up()
    {
        var nonces = new DigestNonces(_clock);
        var server = new DigestServer(Realm, nonces);
        var challenge = server.Challenge()[0];
        var wrong = DigestSecret.FromPassword(DigestAlgorithm.Md5, Camera, Realm, "wrong");
        Assert.Equal(DigestVerdict.WrongResponse, server.Verify(Answer(challenge), "POST", Path, wrong));
        Assert.Equal(DigestVerdict.WrongResponse, server.Verify(Answer(challenge), "POST", Path, null));
        Assert.Equal(0, nonces.Remembered);
        Assert.Equal(DigestVerdict.Accepted, server.Verify(Answer(challenge), "POST", Path, _secret));
    }

    [Fact]
    public void A_nonce_past_its_lifetime_is_stale_and_one_just_within_is_not()
    {
        var server = Server();
        var (first, second) = (server.Challenge()[0], server.Challenge()[0]);
        _clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(DigestVerdict.Accepted, server.Verify(Answer(first), "POST", Path, _secret));
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        var verdict = server.Verify(Answer(second), "POST", Path, _secret);
        Assert.Equal(DigestVerdict.StaleNonce, verdict);
        Assert.True(DigestServer.IsStale(verdict));
        Assert.True(server.Challenge(stale: true)[0].Stale);
    }

    [Fact]
    public void A_nonce_of_another_server_is_foreign_and_a_shared_key_makes_it_ours()
    {
        var key = new byte[32];
        var (one, other, twin) = (new DigestNonces(_clock, key: key), new DigestNonces(_clock), new DigestNonces(_clock, key: key));
        var nonce = one.Issue();
        Assert.Equal(NonceUse.Foreign, other.Use(nonce, 1));
        Assert.Equal(NonceUse.Fresh, twin.Use(nonce, 1));
        for (var i = 0; i < nonce.Length; i++)
            Assert.Equal(NonceUse.Foreign, one.Use(nonce[..i] + (nonce[i] == 'A' ? 'B' : 'A') + nonce[(i + 1)..], 1));
        Assert.Equal(NonceUse.Foreign, one.Use("衡阳衡阳衡阳衡阳衡阳衡阳衡阳衡阳衡阳衡阳衡阳衡阳", 1));
    }

    [Fact]
    public void Without_qop_a_nonce_serves_one_request()
    {
        var server = Server();
        var challenge = server.Challenge()[0] with { OffersAuth = false };
        Assert.Equal(DigestVerdict.Accepted, server.Verify(Answer(challenge), "POST", Path, _secret));
        Assert.Equal(DigestVerdict.Replayed, server.Verify(Answer(challenge), "POST", Path, _secret));
        Assert.Equal(DigestVerdict.QopRequired, Server(requireQop: true).Verify(Answer(challenge), "POST", Path, _secret));
    }

    [Fact]
    public void What_is_remembered_is_bounded_and_what_is_forgotten_cannot_be_replayed()
    {
        var nonces = new DigestNonces(_clock, TimeSpan.FromMinutes(5), capacity: 8);
        var server = new DigestServer(Realm, nonces);
        var first = server.Challenge()[0];
        Assert.Equal(DigestVerdict.Accepted, server.Verify(Answer(first), "POST", Path, _secret));
        for (var i = 0; i < 100; i++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(10));
            Assert.Equal(DigestVerdict.Accepted, server.Verify(Answer(server.Challenge()[0]), "POST", Path, _secret));
            Assert.InRange(nonces.Remembered, 1, 8);
        }
        Assert.Equal(DigestVerdict.StaleNonce, server.Verify(Answer(first), "POST", Path, _secret));
        _clock.Advance(TimeSpan.FromMinutes(6));
        _ = nonces.Use(nonces.Issue(), 1);
        Assert.Equal(1, nonces.Remembered);
    }

    [Fact]
    public void Credentials_for_another_place_do_not_serve_here()
    {
        var server = Server();
        var answer = Answer(server.Challenge()[0]);
        Assert.Equal(DigestVerdict.WrongUri, server.Verify(answer, "POST", "/VIID/System/UnRegister", _secret));
        Assert.Equal(DigestVerdict.WrongResponse, server.Verify(answer, "GET", Path, _secret));
        Assert.Equal(DigestVerdict.WrongRealm, server.Verify(answer with { Realm = "x" }, "POST", Path, _secret));
        Assert.Equal(DigestVerdict.WrongAlgorithm, server.Verify(answer with { Algorithm = DigestAlgorithm.Sha256 }, "POST", Path, _secret));
        Assert.Equal(DigestVerdict.Accepted, server.Verify(answer, "POST", "http://hub:8080" + Path, _secret));
    }

    [Fact]
    public void The_client_gives_up_on_a_wrong_password_and_goes_on_after_a_stale_nonce()
    {
        var server = Server();
        var client = new DigestClient(Camera, "right");
        Assert.Null(client.Authorize("POST", Path));
        Assert.True(client.Take([server.Challenge()[0].ToString()]));
        Assert.NotNull(client.Authorize("POST", Path));
        Assert.True(client.Take([server.Challenge(stale: true)[0].ToString()]));
        _ = client.Authorize("POST", Path);
        Assert.False(client.Take([server.Challenge()[0].ToString()]));
        Assert.False(client.Take(["Basic realm=\"x\""]));
    }

    [Fact]
    public void A_stored_secret_is_taken_back_and_a_cut_one_is_not()
    {
        Assert.True(DigestSecret.TryFromHa1(DigestAlgorithm.Md5, _secret.Ha1.ToUpperInvariant(), out var back));
        Assert.Equal(_secret.Ha1, back.Ha1);
        Assert.False(DigestSecret.TryFromHa1(DigestAlgorithm.Md5, _secret.Ha1[..31], out _));
        Assert.False(DigestSecret.TryFromHa1(DigestAlgorithm.Sha256, _secret.Ha1, out _));
        Assert.False(DigestSecret.TryFromHa1(DigestAlgorithm.Md5, null, out _));
    }
}
