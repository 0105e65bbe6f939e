using System.Globalization;
using SmartCity.Protocols.Gb28181.Sip;

namespace SmartCity.Protocols.Gb28181.Transactions;

/// <summary>
/// What an INVITE or SUBSCRIBE and its 2xx set up between two sides (RFC 3261 12): who is who, and how further requests
/// (ACK, BYE, NOTIFY, INFO) are addressed. Immutable but for the number of the next request.
/// </summary>
public sealed class SipDialogue
{
    private readonly string local;
    private readonly string remote;
    private readonly string target;
    private readonly string[] route;
    private uint number;

    private SipDialogue(string callId, string local, string remote, string target, string[] route, uint number)
    {
        CallId = callId;
        this.local = local;
        this.remote = remote;
        this.target = target;
        this.route = route;
        this.number = number;
    }

    /// <summary>The Call-ID.</summary>
    public string CallId { get; }

    /// <summary>Our tag.</summary>
    public string LocalTag => NameAddress.TryParse(local, out var address) ? address.Tag ?? "" : "";

    /// <summary>The peer's tag.</summary>
    public string RemoteTag => NameAddress.TryParse(remote, out var address) ? address.Tag ?? "" : "";

    /// <summary>As the one that asked: from our request and the peer's 2xx.</summary>
    public static SipDialogue OfClient(SipRequest request, SipResponse success) => new(
        request.CallId, request.Headers[SipHeaderNames.From] ?? "", success.Headers[SipHeaderNames.To] ?? "",
        TargetOf(success, request.RequestUri), [.. success.Headers.List(SipHeaderNames.RecordRoute).Reverse()], request.Sequence.Number);

    /// <summary>As the one that was asked: from the peer's request and our 2xx.</summary>
    public static SipDialogue OfServer(SipRequest request, SipResponse success) => new(
        request.CallId, success.Headers[SipHeaderNames.To] ?? "", request.Headers[SipHeaderNames.From] ?? "",
        TargetOf(request, request.From?.Uri.ToString() ?? request.RequestUri), [.. request.Headers.List(SipHeaderNames.RecordRoute)], 0);

    /// <summary>Whether a request of the peer belongs to this dialogue.</summary>
    public bool Holds(SipRequest request) =>
        request.CallId == CallId && request.To?.Tag == LocalTag && request.From?.Tag == RemoteTag;

    /// <summary>The next request of ours within the dialogue; an ACK repeats the INVITE's number.</summary>
    /// <param name="method">ACK, BYE, NOTIFY, INFO.</param>
    /// <param name="via">Our Via with a branch of its own.</param>
    public SipRequest Request(string method, Via via)
    {
        if (method != SipMethods.Ack)
            number++;
        var request = new SipRequest(method, target);
        request.Headers.Add(SipHeaderNames.Via, via.ToString());
        foreach (var hop in route)
            request.Headers.Add(SipHeaderNames.Route, hop);
        request.Headers.Add(SipHeaderNames.From, local);
        request.Headers.Add(SipHeaderNames.To, remote);
        request.Headers.Add(SipHeaderNames.CallId, CallId);
        request.Headers.Add(SipHeaderNames.CSeq, string.Create(CultureInfo.InvariantCulture, $"{number} {method}"));
        request.Headers.Add(SipHeaderNames.MaxForwards, "70");
        return request;
    }

    private static string TargetOf(SipMessage message, string otherwise) =>
        NameAddress.TryParse(message.Headers.List(SipHeaderNames.Contact).FirstOrDefault(), out var contact) ? contact.Uri.ToString() : otherwise;
}
