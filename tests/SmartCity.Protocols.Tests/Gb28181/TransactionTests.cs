using SmartCity.Protocols.Gb28181.Sip;
using SmartCity.Protocols.Gb28181.Transactions;

namespace SmartCity.Protocols.Tests.Gb28181;

public sealed class TransactionTests
{
    private static readonly SipParty Party = new("43040500001320000001", "4304000000", "192.0.2.10", 5060, "UDP");

    private static readonly SipUri Platform = new("43040000002000000001", "4304000000");

    [Fact]
    public void A_request_is_repeated_at_doubling_intervals_up_to_T2_and_given_up_after_32_seconds()
    {
        var client = new ClientTransaction(Request("MESSAGE"), reliable: false, TransactionTimers.Default, TimeSpan.Zero);
        var (sent, end) = Run(client.Advance, () => client.Due);
        Assert.Equal([0.5, 1.5, 3.5, 7.5, 11.5, 15.5, 19.5, 23.5, 27.5, 31.5], sent);
        Assert.Equal(32, end);
        Assert.Equal(TransactionState.Terminated, client.State);
    }

    [Fact]
    public void An_INVITE_is_repeated_at_doubling_intervals_without_end_and_given_up_after_32_seconds()
    {
        var client = new ClientTransaction(Request("INVITE"), reliable: false, TransactionTimers.Default, TimeSpan.Zero);
        var (sent, end) = Run(client.Advance, () => client.Due);
        Assert.Equal([0.5, 1.5, 3.5, 7.5, 15.5, 31.5], sent);
        Assert.Equal(32, end);
    }

    [Fact]
    public void Over_TCP_nothing_is_repeated_but_it_is_given_up_all_the_same()
    {
        var client = new ClientTransaction(Request("MESSAGE"), reliable: true, TransactionTimers.Default, TimeSpan.Zero);
        var (sent, end) = Run(client.Advance, () => client.Due);
        Assert.Empty(sent);
        Assert.Equal(32, end);
    }

    [Fact]
    public void After_a_provisional_response_a_request_is_repeated_every_T2()
    {
        var request = Request("MESSAGE");
        var client = new ClientTransaction(request, reliable: false, TransactionTimers.Default, TimeSpan.Zero);
        Assert.NotNull(client.Receive(SipReply.To(request, 100, "Trying"), Seconds(0.2)).Deliver);
        var (sent, end) = Run(client.Advance, () => client.Due);
        Assert.Equal([4.2, 8.2, 12.2, 16.2, 20.2, 24.2, 28.2], sent);
        Assert.Equal(32, end);
    }

    [Fact]
    public void After_a_provisional_response_an_INVITE_waits_without_repeating()
    {
        var invite = Request("INVITE");
        var client = new ClientTransaction(invite, reliable: false, TransactionTimers.Default, TimeSpan.Zero);
        client.Receive(SipReply.To(invite, 100, "Trying"), Seconds(0.2));
        Assert.Null(client.Due);
        Assert.Equal(default, client.Advance(Seconds(3600)));
    }

    [Fact]
    public void A_final_response_is_given_up_once_and_its_repeats_are_absorbed_for_T4()
    {
        var request = Request("MESSAGE");
        var client = new ClientTransaction(request, reliable: false, TransactionTimers.Default, TimeSpan.Zero);
        var ok = SipReply.To(request, 200, "OK", "t");
        Assert.Same(ok, client.Receive(ok, Seconds(1)).Deliver);
        Assert.Equal(default, client.Receive(ok, Seconds(2)));
        Assert.Equal(Seconds(6), client.Due);
        client.Advance(Seconds(6));
        Assert.Equal(TransactionState.Terminated, client.State);
    }

    [Fact]
    public void A_refusal_of_an_INVITE_is_acknowledged_again_each_time_it_comes()
    {
        var invite = Request("INVITE");
        var client = new ClientTransaction(invite, reliable: false, TransactionTimers.Default, TimeSpan.Zero);
        var busy = SipReply.To(invite, 486, "Busy Here", "t");
        var first = client.Receive(busy, Seconds(1));
        Assert.Same(busy, first.Deliver);
        var ack = Assert.IsType<SipRequest>(first.Send);
        Assert.Equal(("ACK", invite.RequestUri, invite.TopVia, "t"), (ack.Method, ack.RequestUri, ack.TopVia, ack.To!.Tag));
        Assert.Equal(new CSeq(1, "ACK"), ack.Sequence);
        Assert.Equal(new TransactionStep(Send: ack), client.Receive(busy, Seconds(2)));
        Assert.Equal(Seconds(33), client.Due);
    }

    [Fact]
    public void Every_repeat_of_a_2xx_is_given_up_because_each_wants_its_ACK()
    {
        var invite = Request("INVITE");
        var client = new ClientTransaction(invite, reliable: false, TransactionTimers.Default, TimeSpan.Zero);
        var ok = SipReply.To(invite, 200, "OK", "t");
        Assert.Same(ok, client.Receive(ok, Seconds(1)).Deliver);
        Assert.Same(ok, client.Receive(ok, Seconds(2)).Deliver);
        client.Advance(Seconds(33));
        Assert.Equal(TransactionState.Terminated, client.State);
    }

    [Fact]
    public void A_refusal_is_repeated_until_its_ACK_and_then_forgotten_after_T4()
    {
        var invite = Request("INVITE");
        var server = new ServerTransaction(invite, reliable: false, TransactionTimers.Default);
        server.Respond(SipReply.To(invite, 486, "Busy Here", "t"), TimeSpan.Zero);
        Assert.NotNull(server.Advance(Seconds(0.5)).Send);
        Assert.NotNull(server.Advance(Seconds(1.5)).Send);
        server.Acknowledge(Request("ACK"), Seconds(2));
        Assert.Equal((TransactionState.Confirmed, Seconds(7)), (server.State, server.Due));
        Assert.Equal(default, server.Advance(Seconds(7)));
        Assert.Equal(TransactionState.Terminated, server.State);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(486)]
    public void A_final_answer_nobody_acknowledges_is_repeated_and_given_up_after_32_seconds(int status)
    {
        var invite = Request("INVITE");
        var server = new ServerTransaction(invite, reliable: false, TransactionTimers.Default);
        server.Respond(SipReply.To(invite, status, "x", "t"), TimeSpan.Zero);
        var (sent, end) = Run(server.Advance, () => server.Due);
        Assert.Equal([0.5, 1.5, 3.5, 7.5, 11.5, 15.5, 19.5, 23.5, 27.5, 31.5], sent);
        Assert.Equal(32, end);
    }

    [Fact]
    public void A_2xx_stops_repeating_at_its_ACK_and_the_ACK_is_given_up_once()
    {
        var invite = Request("INVITE");
        var server = new ServerTransaction(invite, reliable: false, TransactionTimers.Default);
        server.Respond(SipReply.To(invite, 200, "OK", "t"), TimeSpan.Zero);
        var ack = Request("ACK");
        Assert.Same(ack, server.Acknowledge(ack, Seconds(0.3)).Deliver);
        Assert.Equal(default, server.Acknowledge(ack, Seconds(0.4)));
        var (sent, end) = Run(server.Advance, () => server.Due);
        Assert.Empty(sent);
        Assert.Null(end);
    }

    [Fact]
    public void A_repeated_request_is_answered_with_the_same_response_for_32_seconds()
    {
        var request = Request("MESSAGE");
        var server = new ServerTransaction(request, reliable: false, TransactionTimers.Default);
        Assert.Equal(default, server.ReceiveAgain());
        var ok = SipReply.To(request, 200, "OK", "t");
        server.Respond(ok, Seconds(1));
        Assert.Same(ok, server.ReceiveAgain().Send);
        Assert.Equal(default, server.Respond(SipReply.To(request, 500, "late", "t"), Seconds(2)));
        Assert.Equal(Seconds(33), server.Due);
    }

    [Fact]
    public void Over_a_line_that_loses_half_each_request_is_acted_on_at_most_once_and_answered_exactly_once()
    {
        var exchanges = Enumerable.Range(0, 200).Select(seed => LossyLine.Exchange(seed, Request("MESSAGE"))).ToArray();
        Assert.All(exchanges, exchange => Assert.InRange(exchange.Seen, exchange.Responses, 1));
        Assert.All(exchanges, exchange => Assert.Equal(1, exchange.Responses + exchange.TimeOuts));
        Assert.InRange(exchanges.Sum(exchange => exchange.Responses), 150, 200);
    }

    [Fact]
    public void The_table_answers_a_repeat_itself_and_forgets_in_time()
    {
        var table = new TransactionTable<string>(TransactionTimers.Default, _ => false);
        var request = Request("MESSAGE");
        Assert.Same(request, Assert.Single(table.Receive(request, "camera", TimeSpan.Zero)).Request);
        var ok = SipReply.To(request, 200, "OK", "t");
        Assert.Same(ok, Assert.Single(table.Respond(request, ok, TimeSpan.Zero)).Send);
        var again = Assert.Single(table.Receive(request, "camera", Seconds(1)));
        Assert.Equal((null, ok), (again.Request, again.Send));
        Assert.Equal(Seconds(32), table.Due);
        Assert.Empty(table.Advance(Seconds(32)));
        Assert.Equal((0, null), (table.Count, table.Due));
    }

    [Fact]
    public void The_ACK_of_a_2xx_finds_its_INVITE_though_its_branch_is_another()
    {
        var table = new TransactionTable<string>(TransactionTimers.Default, _ => false);
        var invite = Request("INVITE");
        table.Receive(invite, "hub", TimeSpan.Zero);
        var ok = SipReply.To(invite, 200, "OK", "t");
        table.Respond(invite, ok, TimeSpan.Zero);
        var ack = SipDialogue.OfClient(invite, ok).Request(SipMethods.Ack, Party.Via("z9hG4bK-other"));
        Assert.Same(ack, Assert.Single(table.Receive(ack, "hub", Seconds(0.1))).Request);
        Assert.Empty(table.Advance(Seconds(31)));
        Assert.Empty(table.Receive(Request("ACK", "z9hG4bK-stray"), "hub", Seconds(31)));
    }

    [Fact]
    public void A_CANCEL_finds_its_INVITE_only_until_that_is_answered()
    {
        var table = new TransactionTable<string>(TransactionTimers.Default, _ => false);
        var invite = Request("INVITE");
        table.Receive(invite, "hub", TimeSpan.Zero);
        var cancel = SipAcknowledgement.Cancel(invite);
        Assert.Same(cancel, Assert.Single(table.Receive(cancel, "hub", TimeSpan.Zero)).Request);
        Assert.Same(invite, table.FindCancelled(cancel));
        table.Respond(invite, SipReply.To(invite, 487, "Request Terminated", "t"), TimeSpan.Zero);
        Assert.Null(table.FindCancelled(cancel));
    }

    [Fact]
    public void A_full_table_refuses_new_requests_and_holds_nothing_for_them()
    {
        var table = new TransactionTable<string>(TransactionTimers.Default, _ => false, mostTransactions: 2);
        table.Receive(Request("MESSAGE", "z9hG4bK1"), "a", TimeSpan.Zero);
        table.Receive(Request("MESSAGE", "z9hG4bK2"), "a", TimeSpan.Zero);
        var refused = Assert.Single(table.Receive(Request("MESSAGE", "z9hG4bK3"), "a", TimeSpan.Zero));
        Assert.Equal((503, 2), (Assert.IsType<SipResponse>(refused.Send).Status, table.Count));
    }

    [Fact]
    public void What_was_asked_over_a_connection_that_breaks_is_over_at_once()
    {
        var table = new TransactionTable<string>(TransactionTimers.Default, _ => true);
        var lost = Request("MESSAGE", "z9hG4bK1");
        table.Send(lost, "a", TimeSpan.Zero);
        table.Send(Request("MESSAGE", "z9hG4bK2"), "b", TimeSpan.Zero);
        var failed = Assert.Single(table.Fail("a"));
        Assert.Equal((lost, true, 1), (failed.About, failed.TimedOut, table.Count));
    }

    [Fact]
    public void Old_branches_are_told_apart_by_call_and_number()
    {
        var table = new TransactionTable<string>(TransactionTimers.Default, _ => false);
        var one = Request("MESSAGE", "1");
        var other = Request("MESSAGE", "1");
        other.Headers[SipHeaderNames.CallId] = "other";
        Assert.NotNull(Assert.Single(table.Receive(one, "a", TimeSpan.Zero)).Request);
        Assert.NotNull(Assert.Single(table.Receive(other, "a", TimeSpan.Zero)).Request);
        Assert.Empty(table.Receive(one, "a", TimeSpan.Zero));
    }

    [Fact]
    public void In_a_dialogue_requests_go_to_the_contact_and_count_up()
    {
        var invite = Request("INVITE");
        var ok = SipReply.To(invite, 200, "OK", "theirs");
        ok.Headers.Add(SipHeaderNames.Contact, "<sip:camera@192.0.2.20:5062>");
        var ours = SipDialogue.OfClient(invite, ok);
        var theirs = SipDialogue.OfServer(invite, ok);
        Assert.Equal(new CSeq(1, "ACK"), ours.Request("ACK", Party.Via("z9hG4bK5")).Sequence);
        var bye = ours.Request("BYE", Party.Via("z9hG4bK6"));
        Assert.Equal(("sip:camera@192.0.2.20:5062", new CSeq(2, "BYE")), (bye.RequestUri, bye.Sequence));
        Assert.True(theirs.Holds(bye));
        Assert.False(ours.Holds(bye));
        Assert.Equal(Party.Contact.ToString(), theirs.Request("BYE", Party.Via("z9hG4bK7")).RequestUri);
    }

    private static SipRequest Request(string method, string branch = "z9hG4bK1") => Party.Request(method, Platform, "call", 1, "mine", branch);

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    /// <summary>Lets a transaction run by its own dues: when it sent, and when it said that it gives up.</summary>
    private static (double[] Sent, double? End) Run(Func<TimeSpan, TransactionStep> advance, Func<TimeSpan?> due)
    {
        var sent = new List<double>();
        while (due() is { } at)
        {
            var step = advance(at);
            if (step.TimedOut)
                return ([.. sent], at.TotalSeconds);
            if (step.Send is not null)
                sent.Add(at.TotalSeconds);
        }
        return ([.. sent], null);
    }
}
