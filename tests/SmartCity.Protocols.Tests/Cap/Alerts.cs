using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using SmartCity.Protocols.Cap;

namespace SmartCity.Protocols.Tests.Cap;

/// <summary>Alerts to write: random ones that keep the rules, and one plain one to break them with.</summary>
internal static class Alerts
{
    public static readonly CapAlert Plain = new()
    {
        Identifier = "43040041600000_20261123080000_0",
        Sender = "43040041600000",
        Sent = new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.FromHours(8)),
        Status = CapStatus.Actual,
        MessageType = CapMessageType.Alert,
        Scope = CapScope.Public,
        Infos = [new CapInfo
        {
            Language = "zh-CN", Categories = [CapCategory.Met], Event = "暴雨", Urgency = CapUrgency.Expected,
            Severity = CapSeverity.Severe, Certainty = CapCertainty.Likely,
            Areas = [new CapArea { Description = "珠晖区", Polygons = [[new(26, 112), new(27, 112), new(27, 113), new(26, 112)]] }],
        }],
    };

    public static CapAlert PlainWith(Func<CapInfo, CapInfo> change) => Plain with { Infos = [change(Plain.Infos[0])] };

    public static CapAlert PlainWith(CapArea area) => PlainWith(info => info with { Areas = [area] });

    public static readonly Gen<string> Text =
        from count in Gen.Choose(1, 6)
        from parts in Gen.Elements("暴雨", "橙色", "<", "&amp;", "&", ">", "\"", "'", "]]>", "😀", "a b", "\t", "\r\n", "é", "0").ArrayOf(count)
        let text = string.Concat(parts).Trim()
        select text.Length > 0 ? text : "字";

    private static readonly Gen<string> ListItem = Text.Select(text => text.Replace("\"", "'"));

    private static readonly Gen<string> Token =
        from length in Gen.Choose(1, 20) from letters in Gen.Elements("aZ09_-.:@/衡".ToCharArray()).ArrayOf(length) select new string(letters);

    public static readonly Gen<DateTimeOffset> Time =
        from seconds in Gen.Choose(-1_000_000_000, 2_000_000_000) from quarters in Gen.Choose(-56, 56)
        select DateTimeOffset.FromUnixTimeSeconds(seconds).ToOffset(TimeSpan.FromMinutes(quarters * 15));

    private static readonly Gen<CapPoint> Point =
        from latitude in Gen.Choose(-90_000_000, 90_000_000) from longitude in Gen.Choose(-180_000_000, 180_000_000)
        select new CapPoint(latitude / 1_000_000m, longitude / 1_000_000m);

    public static readonly Gen<ImmutableArray<CapPoint>> Polygon =
        from count in Gen.Choose(3, 6) from points in Point.ArrayOf(count) select (ImmutableArray<CapPoint>)[.. points, points[0]];

    public static readonly Gen<CapCircle> Circle =
        from centre in Point from metres in Gen.Choose(0, 2_000_000) select new CapCircle(centre, metres / 1000m);

    private static readonly Gen<CapPair> Pair = from name in Text from value in Gen.OneOf(Text, Gen.Constant("")) select new CapPair(name, value);

    private static readonly Gen<CapResource> Resource =
        from description in Text from type in Gen.Elements("text/plain", "image/jpeg") from size in Maybe(Gen.Choose(0, int.MaxValue))
        from uri in MaybeNull(Gen.Elements("https://hengyang.example/a?b=1&c=2", "http://hengyang.example/%E8%A1%A1"))
        from content in MaybeNull(Gen.Choose(1, 40).Select(length => Convert.ToBase64String(new byte[length])))
        from digest in MaybeNull(Gen.Constant("da39a3ee5e6b4b0d3255bfef95601890afd80709"))
        select new CapResource { Description = description, MimeType = type, Size = size, Uri = uri, DerefUri = content, Digest = digest };

    private static readonly Gen<CapArea> Area =
        from description in Text from polygons in Some(Polygon) from circles in Some(Circle) from geocodes in Some(Pair)
        from altitude in Maybe(Gen.Choose(-500, 30_000)) from height in Maybe(Gen.Choose(0, 9999))
        select new CapArea
        {
            Description = description, Polygons = polygons, Circles = circles, Geocodes = geocodes,
            Altitude = altitude / 10m, Ceiling = (altitude + height) / 10m,
        };

    private static readonly Gen<CapInfo> Info =
        from language in MaybeNull(Gen.Elements("zh-CN", "en-US", "hu")) from categories in Codes<CapCategory>(atLeast: 1) from name in Text
        from responses in Codes<CapResponseType>(atLeast: 0) from urgency in Code<CapUrgency>() from severity in Code<CapSeverity>()
        from certainty in Code<CapCertainty>() from eventCodes in Some(Pair) from parameters in Some(Pair)
        from times in Maybe(Time).ArrayOf(3) from texts in MaybeNull(Text).ArrayOf(6)
        from web in MaybeNull(Gen.Constant("https://hengyang.example/warning/1"))
        from resources in Some(Resource) from areas in Some(Area)
        select new CapInfo
        {
            Language = language, Categories = categories, Event = name, ResponseTypes = responses, Urgency = urgency, Severity = severity,
            Certainty = certainty, EventCodes = eventCodes, Parameters = parameters, Effective = times[0], Onset = times[1], Expires = times[2],
            Audience = texts[0], SenderName = texts[1], Headline = texts[2], Description = texts[3], Instruction = texts[4], Contact = texts[5],
            Web = web, Resources = resources, Areas = areas,
        };

    private static readonly Gen<CapReference> Reference =
        from sender in Token from identifier in Token from sent in Time select new CapReference(sender, identifier, sent);

    public static readonly Gen<CapAlert> Any =
        from identifier in Token from sender in Token from sent in Time from status in Code<CapStatus>() from type in Code<CapMessageType>()
        from scope in Code<CapScope>() from texts in Text.ArrayOf(3) from addresses in ListItem.ArrayOf(2) from incidents in Some(ListItem)
        from codes in Some(Text) from references in Reference.ArrayOf(2) from infos in Some(Info)
        select new CapAlert
        {
            Identifier = identifier, Sender = sender, Sent = sent, Status = status, MessageType = type, Scope = scope, Source = texts[0],
            Restriction = scope == CapScope.Restricted ? texts[1] : null, Addresses = scope == CapScope.Private ? [.. addresses] : [],
            Codes = codes, Note = texts[2], References = type == CapMessageType.Alert ? [] : [.. references], Incidents = incidents, Infos = infos,
        };

    /// <summary>Two alerts are the same when all their fields are, however deep.</summary>
    public static string Image(object alert) => JsonSerializer.Serialize(alert);

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] Write(CapAlert alert)
    {
        Assert.True(CapWriter.TryWrite(alert, out ReadOnlyMemory<byte> document, out ImmutableArray<CapProblem> problems), string.Join("; ", problems));
        return document.ToArray();
    }

    public static Gen<T?> Maybe<T>(Gen<T> gen) where T : struct => Gen.OneOf(gen.Select(value => (T?)value), Gen.Constant<T?>(null));

    public static Gen<string?> MaybeNull(Gen<string> gen) => Gen.OneOf(gen.Select(value => (string?)value), Gen.Constant<string?>(null));

    public static Gen<ImmutableArray<T>> Some<T>(Gen<T> gen) =>
        from count in Gen.Choose(0, 2) from items in gen.ArrayOf(count) select (ImmutableArray<T>)[.. items];

    public static Gen<T> Code<T>() where T : struct, Enum => Gen.Elements(Enum.GetValues<T>());

    private static Gen<ImmutableArray<T>> Codes<T>(int atLeast) where T : struct, Enum =>
        from count in Gen.Choose(atLeast, 3) from items in Code<T>().ArrayOf(count) select (ImmutableArray<T>)[.. items];
}
