using SmartCity.Protocols.Gb28181.Sip;

namespace SmartCity.Protocols.Gb28181.Transactions;

/// <summary>
/// What makes a message belong to a transaction (RFC 3261 17.1.3, 17.2.3): the branch, who sent it, and the method. Old
/// devices whose branch is not one of RFC 3261 are told by Call-ID, number, From tag and Via.
/// </summary>
internal readonly record struct TransactionKey(string Name, string Method)
{
    /// <summary>Of a request received. An ACK belongs to its INVITE.</summary>
    public static TransactionKey OfServer(SipRequest request) =>
        new(NameOf(request), request.Method == SipMethods.Ack ? SipMethods.Invite : request.Method);

    /// <summary>The INVITE that a CANCEL means.</summary>
    public static TransactionKey OfCancelled(SipRequest cancel) => new(NameOf(cancel), SipMethods.Invite);

    /// <summary>Of a request sent, and of the response to it: the branch is ours, so it alone names it.</summary>
    public static TransactionKey OfClient(SipMessage message) => new(message.TopVia?.Branch ?? "", message.Sequence.Method);

    private static string NameOf(SipRequest request)
    {
        var via = request.TopVia;
        return via?.Branch is { } branch && branch.StartsWith(Via.MagicCookie, StringComparison.OrdinalIgnoreCase)
            ? $"{branch}|{via.SentBy}"
            : $"{request.CallId}|{request.Sequence.Number}|{request.From?.Tag}|{via?.SentBy}|{via?.Branch}";
    }
}
