using System.Collections.Frozen;

namespace SmartCity.Protocols.Gb28181.Sip;

/// <summary>The headers this standard uses, by their full names, and the one-letter forms of RFC 3261 7.3.3.</summary>
public static class SipHeaderNames
{
#pragma warning disable CS1591 // Each constant is the header of that name.
    public const string Via = "Via";
    public const string From = "From";
    public const string To = "To";
    public const string CallId = "Call-ID";
    public const string CSeq = "CSeq";
    public const string Contact = "Contact";
    public const string MaxForwards = "Max-Forwards";
    public const string Expires = "Expires";
    public const string Date = "Date";
    public const string UserAgent = "User-Agent";
    public const string Subject = "Subject";
    public const string Event = "Event";
    public const string SubscriptionState = "Subscription-State";
    public const string ContentType = "Content-Type";
    public const string ContentLength = "Content-Length";
    public const string Authorization = "Authorization";
    public const string WwwAuthenticate = "WWW-Authenticate";
    public const string RecordRoute = "Record-Route";
    public const string Route = "Route";
#pragma warning restore CS1591

    /// <summary>The edition a side speaks (annex I): 1.0 is 2011, 1.1 its amendment, 2.0 is 2016, 3.0 is 2022.</summary>
    public const string GbVersion = "X-GB-Ver";

    private static readonly FrozenDictionary<string, string> Known = Forms().ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> KnownBySpan =
        Known.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The full name in its usual spelling for a compact, oddly cased or unknown one.</summary>
    public static string Full(ReadOnlySpan<char> name) => KnownBySpan.TryGetValue(name, out var full) ? full : name.ToString();

    private static IEnumerable<KeyValuePair<string, string>> Forms()
    {
        string[] names =
        [
            Via, From, To, CallId, CSeq, Contact, MaxForwards, Expires, Date, UserAgent, Subject, Event, SubscriptionState,
            ContentType, ContentLength, Authorization, WwwAuthenticate, RecordRoute, Route, GbVersion, "Allow", "Supported",
        ];
        foreach (var name in names)
            yield return new(name, name);
        (char Letter, string Name)[] letters =
        [
            ('i', CallId), ('m', Contact), ('e', "Content-Encoding"), ('l', ContentLength), ('c', ContentType), ('f', From),
            ('s', Subject), ('k', "Supported"), ('t', To), ('v', Via), ('o', Event),
        ];
        foreach (var (letter, name) in letters)
            yield return new(letter.ToString(), name);
    }
}
