using Microsoft.Extensions.Options;
using SmartCity.Contracts.Security;
using SmartCity.Gateway.Hosting;

namespace SmartCity.Gateway;

/// <summary>Names every mistake in the settings at once.</summary>
internal sealed class GatewayOptionsCheck(IConfiguration configuration) : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        List<string> mistakes = [.. Itself(options), .. Operators(options), .. Limits(options.Limits)];
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    private static IEnumerable<string> Itself(GatewayOptions options)
    {
        if (options.Site.Length == 0)
            yield return "Gateway:Site is missing; expected the gateway's own id, for example gateway-430400.";
        if (options.Node.Length == 0)
            yield return "Gateway:Node is missing; expected the id of the node behind the gateway, for example 430400.";
        if (options.Site.Length > 0 && options.Site == options.Node)
            yield return $"Gateway:Site and Gateway:Node are both {options.Site}; a token for one must not pass for the other.";
        if (!Uri.TryCreate(options.Destination, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            yield return $"Gateway:Destination is '{options.Destination}'; expected where the node listens, for example http://127.0.0.1:8100.";
        foreach (var (route, address) in options.Modules)
            if (!IsRoute(route) || !Uri.TryCreate(address, UriKind.Absolute, out var at) || at.Scheme is not ("http" or "https"))
                yield return $"Gateway:Modules:{route} is '{address}'; expected a module's route and where it listens, for example Gateway:Modules:city-management=http://127.0.0.1:8101.";
        if (options.Data.Length == 0)
            yield return "Gateway:Data is missing; expected a folder.";
        if (PublicKey.TryParse(options.Directory.Key) is null)
            yield return "Gateway:Directory:Key must be the JSON Web Key (EC, P-256) of the directory's signer.";
        if (options.Directory.StaleAfter <= TimeSpan.Zero)
            yield return "Gateway:Directory:StaleAfter must be more than nothing, for example 24:00:00.";
    }

    private static bool IsRoute(string text) => text.Length > 0 && text.All(letter => letter is >= 'a' and <= 'z' or '-');

    private IEnumerable<string> Operators(GatewayOptions options)
    {
        for (var index = 0; index < options.Operators.Count; index++)
            foreach (var mistake in Operator(options.Operators[index], $"Gateway:Operators:{index}"))
                yield return mistake;
        foreach (var twice in options.Operators.GroupBy(issuer => issuer.Name).Where(group => group.Key.Length > 0 && group.Count() > 1))
            yield return $"Gateway:Operators names {twice.Key} more than once.";
    }

    private IEnumerable<string> Operator(OperatorIssuer issuer, string at)
    {
        if (issuer.Name.Length == 0)
            yield return $"{at}:Name is missing.";
        if (PublicKey.TryParse(issuer.Key) is null)
            yield return $"{at}:Key must be a JSON Web Key of an EC key on P-256.";
        foreach (var right in issuer.Rights.Where(right => !Right.TryParse(right, out _)))
            yield return $"{at}:Rights holds {right}; expected module:action:division.";
        if (issuer.LongestLifetime <= TimeSpan.Zero)
            yield return $"{at}:LongestLifetime must be more than nothing, for example 12:00:00.";
        if (issuer.LoopbackOnly && !Listener.IsOnLoopback(configuration))
            yield return $"{at} ({issuer.Name}) is a key made for one machine, and this gateway listens beyond loopback ({configuration["urls"]}). Remove the issuer, or listen on 127.0.0.1.";
    }

    private static IEnumerable<string> Limits(LimitOptions limits)
    {
        (string Name, long Value)[] numbers =
        [
            (nameof(limits.Connections), limits.Connections), (nameof(limits.RequestsAtOnce), limits.RequestsAtOnce), (nameof(limits.PagesAtOnce), limits.PagesAtOnce),
            (nameof(limits.NodeRequestsPerSecond), limits.NodeRequestsPerSecond), (nameof(limits.NodeBytesPerSecond), limits.NodeBytesPerSecond),
            (nameof(limits.NodeMaxBodyBytes), limits.NodeMaxBodyBytes), (nameof(limits.OperatorRequestsPerSecond), limits.OperatorRequestsPerSecond),
            (nameof(limits.OperatorBytesPerSecond), limits.OperatorBytesPerSecond), (nameof(limits.OperatorMaxBodyBytes), limits.OperatorMaxBodyBytes),
            (nameof(limits.EnrolmentsPerMinute), limits.EnrolmentsPerMinute), (nameof(limits.EnrolmentMaxBodyBytes), limits.EnrolmentMaxBodyBytes),
            (nameof(limits.SlowestBodyBytesPerSecond), limits.SlowestBodyBytesPerSecond),
        ];
        foreach (var (name, value) in numbers.Where(number => number.Value < 1))
            yield return $"Gateway:Limits:{name} is {value}; expected 1 or more.";
        (string Name, TimeSpan Value)[] times = [(nameof(limits.SlowBodyGrace), limits.SlowBodyGrace), (nameof(limits.Headers), limits.Headers), (nameof(limits.Silence), limits.Silence)];
        foreach (var (name, value) in times.Where(time => time.Value < TimeSpan.FromSeconds(2)))
            yield return $"Gateway:Limits:{name} is {value}; expected 2 seconds (00:00:02) or more.";
    }
}
