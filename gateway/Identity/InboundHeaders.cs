namespace SmartCity.Gateway.Identity;

/// <summary>What a caller says of who they are counts for nothing: the node hears it from the gateway alone.</summary>
internal static class InboundHeaders
{
    private static readonly string[] Prefixes = ["X-Forwarded-", "X-Original-", "X-SmartCity-", "X-Auth-", "X-MS-Client-Principal"];

    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "Forwarded", "X-Real-IP", "X-Client-IP", "X-Cluster-Client-IP", "True-Client-IP", "CF-Connecting-IP", "X-Client-Cert", "X-ARR-ClientCert",
        "X-User", "X-Remote-User", "Remote-User", "X-Node", "X-HTTP-Method-Override", "Cookie", "Proxy-Authorization",
    };

    /// <summary>Drops them and puts the internal token in place of the caller's. Pages alone keep their cookie, which the node made itself.</summary>
    public static void Replace(IHeaderDictionary headers, string? token, bool keepCookie = false)
    {
        foreach (var name in headers.Keys.Where(IsIdentity).Where(name => !keepCookie || !name.Equals("Cookie", StringComparison.OrdinalIgnoreCase)).ToList())
            headers.Remove(name);
        headers.Authorization = token is null ? default(Microsoft.Extensions.Primitives.StringValues) : "Bearer " + token;
    }

    // Some servers read X_Real_IP as X-Real-IP.
    private static bool IsIdentity(string name)
    {
        var plain = name.Replace('_', '-');
        return Names.Contains(plain) || Prefixes.Any(prefix => plain.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
    }
}
