using System.Globalization;
using SmartCity.Protocols.Gb28181.Sip;

namespace SmartCity.Protocols.Gb28181.Transactions;

/// <summary>The requests that belong to an INVITE's own transaction.</summary>
public static class SipAcknowledgement
{
    /// <summary>The ACK of a refusal: same address, Via and branch, To of the response (RFC 3261 17.1.1.3). Made by the transaction itself.</summary>
    public static SipRequest OfRefusal(SipRequest invite, SipResponse refusal) =>
        Follow(invite, SipMethods.Ack, refusal.Headers[SipHeaderNames.To] ?? invite.Headers[SipHeaderNames.To]);

    /// <summary>The CANCEL of an INVITE that has heard a 1xx and no final response (9.1): a transaction of its own with the INVITE's branch.</summary>
    public static SipRequest Cancel(SipRequest invite) => Follow(invite, SipMethods.Cancel, invite.Headers[SipHeaderNames.To]);

    private static SipRequest Follow(SipRequest invite, string method, string? to)
    {
        var request = new SipRequest(method, invite.RequestUri);
        request.Headers.Add(SipHeaderNames.Via, invite.Headers.List(SipHeaderNames.Via).FirstOrDefault() ?? "");
        request.Headers.CopyFrom(invite.Headers, SipHeaderNames.Route);
        request.Headers.CopyFrom(invite.Headers, SipHeaderNames.From);
        request.Headers.Add(SipHeaderNames.To, to ?? "");
        request.Headers.Add(SipHeaderNames.CallId, invite.CallId);
        request.Headers.Add(SipHeaderNames.CSeq, string.Create(CultureInfo.InvariantCulture, $"{invite.Sequence.Number} {method}"));
        request.Headers.Add(SipHeaderNames.MaxForwards, "70");
        return request;
    }
}
