using System.Net;
using System.Net.Sockets;
using SmartCity.Contracts.Security;

namespace SmartCity.Gateway.Identity;

/// <summary>Finds out who calls. Nobody is let in by anything else than a token, except to enrol.</summary>
internal sealed class Authentication(NodeAuthentication nodes, OperatorAuthentication operators)
{
    private const string Enrolment = "/api/federation/v1/enrol";

    public Task<Admitted> AuthenticateAsync(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        if (header.Length == 0 && HttpMethods.IsPost(http.Request.Method) && http.Request.Path.Equals(Enrolment, StringComparison.Ordinal))
            return Task.FromResult(new Admitted(new Caller(Address(http.Connection.RemoteIpAddress), Caller.Anonymous, "", null), null));
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return Task.FromResult(new Admitted(null, TokenRefusals.Missing));
        var token = header["Bearer ".Length..].Trim();
        var peek = TokenPeek.Of(token);
        return peek.Kind == NodeRequestToken.Kind ? nodes.AuthenticateAsync(http, token) : operators.AuthenticateAsync(token, peek);
    }

    /// <summary>Whoever opens a page: known by address here, by their cookie at the node.</summary>
    public Caller Visitor(HttpContext http) => new(Address(http.Connection.RemoteIpAddress), Caller.Page, "", null);

    // One household or server gets a whole /64 of IPv6: it counts as one.
    private static string Address(IPAddress? address)
    {
        if (address is null)
            return "unknown";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 && !IPAddress.IsLoopback(address)
            ? new IPAddress([.. address.GetAddressBytes().AsSpan(0, 8), .. new byte[8]]) + "/64"
            : address.ToString();
    }
}

internal static class IdentityServices
{
    public static void AddIdentity(this IServiceCollection services)
    {
        services.AddSingleton<InternalTokens>();
        services.AddSingleton<NodeAuthentication>();
        services.AddSingleton<OperatorAuthentication>();
        services.AddSingleton<Authentication>();
    }
}
