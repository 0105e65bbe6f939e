using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Options;
using SmartCity.Gateway.Identity;

namespace SmartCity.Gateway.Directories;

/// <summary>Asks the node for a directory newer than ours; the node waits with its answer until there is one, 20 seconds at most.</summary>
internal sealed class DirectoryClient(IOptions<GatewayOptions> options, InternalTokens tokens) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
    {
        BaseAddress = new Uri(options.Value.Destination),
        Timeout = TimeSpan.FromSeconds(40),
        MaxResponseContentBufferSize = 32 << 20,
    };

    /// <summary>The compact JWS of a newer directory; null when there is none.</summary>
    /// <exception cref="HttpRequestException">The node does not answer, or not with a directory; trying again can help.</exception>
    public async Task<string?> NewerThanAsync(long version, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/federation/v1/directory?after={version}&wait=20");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.OfGateway());
        using var response = await http.SendAsync(request, cancellation);
        return response.StatusCode switch
        {
            HttpStatusCode.NoContent => null,
            HttpStatusCode.OK => (await response.Content.ReadAsStringAsync(cancellation)).Trim(),
            var status => throw new HttpRequestException($"the node answered {(int)status}", null, status),
        };
    }

    public void Dispose() => http.Dispose();
}
