using SmartCity.Protocols.Digest;

namespace SmartCity.Protocols.Tests.Digest;

public sealed class DigestVectorTests
{
    // RFC 2617 §3.5
    [Fact]
    public void The_example_of_RFC_2617_comes_out()
    {
        var credentials = new DigestCredentials("Mufasa", "testrealm@host.com", "dcd98b7102dd2f0e8b11d0f600bfb0c093", "/dir/index.html", "",
            DigestAlgorithm.Md5, "00000001", "0a4f113b");
        var secret = DigestSecret.FromPassword(DigestAlgorithm.Md5, "Mufasa", "testrealm@host.com", "Circle Of Life");
        Assert.Equal("939e7578ed9e3c518a452acee763bce9", secret.Ha1);
        Assert.Equal("6629fae49393a05397450978507c4ef1", DigestResponse.Compute(credentials, secret, "GET"));
    }

    // RFC 7616 §3.9.1
    [Theory]
    [InlineData(DigestAlgorithm.Md5, "8ca523f5e9506fed4657c9700eebdbec")]
    [InlineData(DigestAlgorithm.Sha256, "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1")]
    public void The_examples_of_RFC_7616_come_out(DigestAlgorithm algorithm, string response)
    {
        var challenge = new DigestChallenge("http-auth@example.org", "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", algorithm,
            Opaque: "FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS");
        var secret = DigestSecret.FromPassword(algorithm, "Mufasa", challenge.Realm, "Circle of Life");
        var answer = DigestCredentials.Answer(challenge, "Mufasa", secret, "GET", "/dir/index.html", "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ");
        Assert.Equal(response, answer.Response);
    }

    // Computed apart with another tool for the field's own case: a checkpoint camera registering, with and without qop.
    [Theory]
    [InlineData(true, "f4bc1caf0a942e3f57481c01c25d362f")]
    [InlineData(false, "84b046ac7f70fd7d5a5ff1726d971fe5")]
    public void A_camera_registering_comes_out(bool offersAuth, string response)
    {
        var challenge = new DigestChallenge("viid.hengyang", "0123456789abcdef0123456789abcdef", OffersAuth: offersAuth);
        var secret = DigestSecret.FromPassword(DigestAlgorithm.Md5, "43040500001190000001", "viid.hengyang", "test-password-1");
        Assert.Equal("d21d98f6d3b9f1080d2e8e42c95b89ec", secret.Ha1);
        var answer = DigestCredentials.Answer(challenge, "43040500001190000001", secret, "POST", "/VIID/System/Register", "0a4f113b");
        Assert.Equal(response, answer.Response);
        if (offersAuth) Assert.Equal("a6efa62501c8b3a7b3c79c0346d2330b", DigestResponse.ComputeServer(answer, secret));
    }

    // The printed definition of A1 for -sess, H(H(user:realm:password):nonce:cnonce), done by hand.
    [Fact]
    public void A_session_algorithm_hashes_the_secret_with_both_nonces()
    {
        var challenge = new DigestChallenge("r", "n", DigestAlgorithm.Sha256Session);
        var secret = DigestSecret.FromPassword(DigestAlgorithm.Sha256Session, "u", "r", "p");
        var answer = DigestCredentials.Answer(challenge, "u", secret, "GET", "/", "c");
        Assert.Equal(DigestAlgorithm.Sha256, secret.Algorithm);
        static string H(string text) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
        Assert.Equal(H($"{H($"{H("u:r:p")}:n:c")}:n:00000001:c:auth:{H("GET:/")}"), answer.Response);
    }
}
