using System.Globalization;
using System.Text.RegularExpressions;
using SmartCity.Desks;
using SmartCity.Desks.Shown;

namespace SmartCity.Federation.Desk;

/// <summary>What showed a link's state, in the reader's language. Logs and events keep the words of the program; what is not known here stays as it is.</summary>
internal static partial class LinkReason
{
    public static string? In(string? detail, Language language) => detail is null || language == Language.English ? detail : Chinese(detail);

    private static string Chinese(string detail) => detail switch
    {
        "it has never said hello" => "登记后还没有联系过",
        "no contact since this node started" => "本节点启动后还没有联系",
        _ when NoHello().Match(detail) is { Success: true } silent => $"{At(silent)} 起没有收到对方的联系",
        _ when Refused().Match(detail) is { Success: true } refused => $"连不上对方：{refused.Groups["where"].Value} 拒绝连接",
        _ when Unreachable().IsMatch(detail) => $"连不上对方：{detail}",
        _ when Reset().IsMatch(detail) => "与对方的连接在传输中断开",
        _ when Stalled().Match(detail) is { Success: true } stalled => $"有 {stalled.Groups["events"].Value} 条待传，{At(stalled)} 起没有一条得到确认",
        _ when Revoked().Match(detail) is { Success: true } revoked => $"{At(revoked)} 停用：{revoked.Groups["reason"].Value}",
        _ => detail,
    };

    private static string At(Match match) => Show.Time(DateTimeOffset.Parse(match.Groups["at"].Value, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"^no hello since (?<at>\S+)$")]
    private static partial Regex NoHello();

    [GeneratedRegex(@"^Connection refused \((?<where>[^)]*)\)$")]
    private static partial Regex Refused();

    [GeneratedRegex(@"^(No route to host|Network is unreachable|Name or service not known|Connection timed out|Host is down)")]
    private static partial Regex Unreachable();

    [GeneratedRegex(@"(response ended prematurely|An error occurred while sending the request|Connection reset by peer|Unable to (read|write) data)")]
    private static partial Regex Reset();

    [GeneratedRegex(@"^(?<events>\d+) events wait and none was acknowledged since (?<at>\S+)$")]
    private static partial Regex Stalled();

    [GeneratedRegex(@"^revoked on (?<at>\S+): (?<reason>.*)$", RegexOptions.Singleline)]
    private static partial Regex Revoked();
}
