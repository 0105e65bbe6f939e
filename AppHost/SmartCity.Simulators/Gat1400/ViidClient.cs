using System.Net;
using System.Net.Http.Headers;
using SmartCity.Protocols.Digest;
using SmartCity.Protocols.Gat1400;
using SmartCity.Protocols.Gat1400.Session;

namespace SmartCity.Simulators.Gat1400;

/// <summary>What came of a request.</summary>
public enum ViidOutcome
{
    /// <summary>HTTP 2xx; rows may still have been refused.</summary>
    Answered,

    /// <summary>401 or 403: to register (again).</summary>
    NotRegistered,

    /// <summary>The password is not the library's: trying again does not help.</summary>
    WrongPassword,

    /// <summary>Refused for good: 400, 413 and the like.</summary>
    Refused,

    /// <summary>No connection, no answer, or 5xx: to try again later.</summary>
    Unreachable,
}

/// <summary>An answer with its rows.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="Http">HTTP status, 0 without an answer.</param>
/// <param name="Rows">Response statuses, empty when there were none.</param>
public sealed record ViidReply(ViidOutcome Outcome, int Http, IReadOnlyList<ResponseStatus> Rows);

/// <summary>The device's side of GA/T 1400.4 over HTTP. Not safe for concurrent use.</summary>
internal sealed class ViidClient(HttpClient http, string userIdentify, string password, Func<CancellationToken, Task>? beforeAnswering = null)
{
    private readonly DigestClient _digest = new(userIdentify, password);

    public Task<ViidReply> RegisterAsync(CancellationToken cancellationToken) =>
        ChallengedAsync(ViidPaths.Register, ViidMessages.Register.Write(new DeviceIdentity { DeviceID = userIdentify }), cancellationToken);

    public Task<ViidReply> UnRegisterAsync(CancellationToken cancellationToken) =>
        ChallengedAsync(ViidPaths.UnRegister, ViidMessages.UnRegister.Write(new DeviceIdentity { DeviceID = userIdentify }), cancellationToken);

    public Task<ViidReply> KeepaliveAsync(CancellationToken cancellationToken) =>
        PostAsync(ViidPaths.Keepalive, ViidMessages.Keepalive.Write(new DeviceIdentity { DeviceID = userIdentify }), cancellationToken);

    public async Task<ViidReply> PostAsync(string path, byte[] body, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(path, body, authorization: null, cancellationToken);
        return await ReplyAsync(response, cancellationToken);
    }

    // As field devices do: first bare, then with the answer to the challenge; once more when only the nonce was stale.
    private async Task<ViidReply> ChallengedAsync(string path, byte[] body, CancellationToken cancellationToken)
    {
        _digest.Forget();
        for (var attempt = 0; ; attempt++)
        {
            using var response = await SendAsync(path, body, _digest.Authorize("POST", path), cancellationToken);
            if (response?.StatusCode is not HttpStatusCode.Unauthorized) return await ReplyAsync(response, cancellationToken);
            var challenges = response.Headers.WwwAuthenticate.Select(header => header.ToString());
            if (!_digest.Take(challenges) || attempt == 2) return new(ViidOutcome.WrongPassword, 401, []);
            if (attempt == 0 && beforeAnswering is not null) await beforeAnswering(cancellationToken);
        }
    }

    private async Task<HttpResponseMessage?> SendAsync(string path, byte[] body, string? authorization, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(ViidPaths.ContentType);
        request.Headers.Add(ViidPaths.UserIdentify, userIdentify);
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        try
        {
            return await http.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException)
        {
            return null;
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static async Task<ViidReply> ReplyAsync(HttpResponseMessage? response, CancellationToken cancellationToken)
    {
        if (response is null) return new(ViidOutcome.Unreachable, 0, []);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var rows = ViidMessages.Status.Read(body).Items.Select(item => item.Value).ToArray();
        var outcome = (int)response.StatusCode switch
        {
            >= 200 and < 300 => ViidOutcome.Answered,
            401 or 403 => ViidOutcome.NotRegistered,
            408 or 429 or >= 500 => ViidOutcome.Unreachable,
            _ => ViidOutcome.Refused,
        };
        return new(outcome, (int)response.StatusCode, rows);
    }
}
