using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Time.Testing;
using SmartCity.Protocols.Digest;

namespace SmartCity.Protocols.Tests.Digest;

/// <summary>Our server against curl, our client against our server, over real HTTP.</summary>
public sealed class DigestOverHttpTests
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch.AddYears(56));

    [Theory]
    [InlineData(DigestAlgorithm.Md5)]
    [InlineData(DigestAlgorithm.Md5Session)]
    [InlineData(DigestAlgorithm.Sha256)]
    [InlineData(DigestAlgorithm.Sha256Session)]
    public async Task Curl_gets_in_with_the_password_and_not_without(DigestAlgorithm algorithm)
    {
        await using var host = await DigestHost.StartAsync(_clock, algorithm);
        Assert.Equal("200", await CurlAsync(host.Address, DigestHost.Password, "/VIID/System/Register?a=b,c"));
        Assert.Equal("401", await CurlAsync(host.Address, "wrong", "/VIID/System/Register"));
        Assert.Equal([DigestVerdict.Accepted, DigestVerdict.WrongResponse], host.Verdicts);
    }

    [Theory]
    [InlineData(DigestAlgorithm.Md5)]
    [InlineData(DigestAlgorithm.Sha256)]
    [InlineData(DigestAlgorithm.Sha256Session)]
    public async Task Our_client_gets_in_and_counts_its_nonce_up(DigestAlgorithm algorithm)
    {
        await using var host = await DigestHost.StartAsync(_clock, algorithm);
        using var http = new HttpClient { BaseAddress = host.Address };
        var client = new DigestClient(DigestHost.User, DigestHost.Password);
        var (first, challenges, _) = await PostAsync(http, client);
        Assert.Equal(HttpStatusCode.Unauthorized, first);
        Assert.True(client.Take(challenges));
        for (var count = 1; count <= 3; count++)
        {
            var (status, _, info) = await PostAsync(http, client);
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Equal((uint)count, client.Last!.Count);
            var rspauth = info!.Split('"')[1];
            Assert.True(client.IsServer(rspauth));
            Assert.False(client.IsServer(new string('0', rspauth.Length)));
        }
    }

    [Fact]
    public async Task Our_client_takes_the_preferred_of_two_challenges()
    {
        await using var host = await DigestHost.StartAsync(_clock, DigestAlgorithm.Sha256, DigestAlgorithm.Md5);
        using var http = new HttpClient { BaseAddress = host.Address };
        var client = new DigestClient(DigestHost.User, DigestHost.Password);
        Assert.True(client.Take((await PostAsync(http, client)).Challenges));
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(http, client)).Status);
        Assert.Equal(DigestAlgorithm.Sha256, client.Last!.Algorithm);
    }

    [Fact]
    public async Task A_nonce_that_grew_old_costs_one_more_round_and_no_password()
    {
        await using var host = await DigestHost.StartAsync(_clock, DigestAlgorithm.Md5);
        using var http = new HttpClient { BaseAddress = host.Address };
        var client = new DigestClient(DigestHost.User, DigestHost.Password);
        client.Take((await PostAsync(http, client)).Challenges);
        _clock.Advance(TimeSpan.FromMinutes(6));
        var (status, challenges, _) = await PostAsync(http, client);
        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.True(client.Take(challenges));
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(http, client)).Status);
        Assert.Equal([DigestVerdict.StaleNonce, DigestVerdict.Accepted], host.Verdicts);
    }

    private static async Task<(HttpStatusCode Status, string[] Challenges, string? Info)> PostAsync(HttpClient http, DigestClient client)
    {
        const string path = "/VIID/System/Register?x=1";
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        if (client.Authorize("POST", path) is { } authorization) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var response = await http.SendAsync(request);
        var info = response.Headers.TryGetValues("Authentication-Info", out var values) ? values.Single() : null;
        return (response.StatusCode, [.. response.Headers.WwwAuthenticate.Select(header => header.ToString())], info);
    }

    private static async Task<string> CurlAsync(Uri address, string password, string path)
    {
        var start = new ProcessStartInfo("curl") { RedirectStandardOutput = true };
        foreach (var argument in new[] { "-s", "--digest", "--noproxy", "*", "-u", $"{DigestHost.User}:{password}", "-o", "/dev/null", "-w", "%{http_code}", "-X", "POST", new Uri(address, path).ToString() })
            start.ArgumentList.Add(argument);
        try
        {
            using var curl = Process.Start(start)!;
            return await curl.StandardOutput.ReadToEndAsync();
        }
        catch (Win32Exception)
        {
            Assert.Skip("curl is not installed");
            return "";
        }
    }
}
