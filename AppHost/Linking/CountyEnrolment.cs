using System.Net;
using SmartCity.AppHost.CommandLine;
using SmartCity.AppHost.Reading;

namespace SmartCity.AppHost.Linking;

/// <summary>Joins a county to the city as its people would: the city invites, the county enrols with the code.</summary>
internal sealed class CountyEnrolment(NodeApi city)
{
    private const string Upstream = "/api/federation/v1/upstream";

    /// <returns>Whether it was joined now; false when it already was.</returns>
    public async Task<bool> JoinAsync(string code, NodeApi county, Uri gateway, CancellationToken cancellation)
    {
        var url = gateway.ToString().TrimEnd('/');
        var linked = await county.GetAsync(Upstream, cancellation);
        if (linked?.GetProperty("url").GetString()?.TrimEnd('/') == url)
            return false;
        try
        {
            var invitation = await city.PostAsync("/api/federation/v1/enrolments", new { node = code, divisions = new[] { code } }, cancellation);
            await county.PutAsync(Upstream, new { url, code = invitation.GetProperty("code").GetString(), replace = linked is not null }, cancellation);
            return true;
        }
        catch (ApiFailure refused) when (refused.Status != HttpStatusCode.ServiceUnavailable)
        {
            throw new HostFailure($"{code} could not be joined to the city. {refused.Message}");
        }
    }
}
