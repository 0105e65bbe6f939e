using SmartCity.Protocols.Gb28181.Sip;
using SmartCity.Protocols.Gb28181.Transactions;

namespace SmartCity.Protocols.Tests.Gb28181;

/// <summary>Two transaction tables with a line between them that loses half of all messages and doubles some, by a seed.</summary>
internal static class LossyLine
{
    /// <summary>Sends one request: how often the server's user saw it, and how many responses and time-outs the client's user saw.</summary>
    public static (int Seen, int Responses, int TimeOuts) Exchange(int seed, SipRequest request)
    {
        var random = new Random(seed);
        var client = new TransactionTable<string>(TransactionTimers.Default, _ => false);
        var server = new TransactionTable<string>(TransactionTimers.Default, _ => false);
        var seen = 0;
        var responses = 0;
        var timeOuts = 0;
        var now = TimeSpan.Zero;
        Client(client.Send(request, "server", now));
        while ((client.Due ?? server.Due) is not null)
        {
            now = client.Due is { } one && !(server.Due < one) ? one : server.Due!.Value;
            Client(client.Advance(now));
            Server(server.Advance(now));
        }
        return (seen, responses, timeOuts);

        void Client(IEnumerable<TransactionEvent<string>> events)
        {
            foreach (var happened in events)
            {
                responses += happened.Response is null ? 0 : 1;
                timeOuts += happened.TimedOut ? 1 : 0;
                for (var copies = Copies(); happened.Send is not null && copies > 0; copies--)
                    Server(server.Receive(happened.Send, "client", now));
            }
        }

        void Server(IEnumerable<TransactionEvent<string>> events)
        {
            foreach (var happened in events)
            {
                if (happened.Request is { } received)
                {
                    seen++;
                    Server(server.Respond(received, SipReply.To(received, 200, "OK", "t"), now));
                }
                for (var copies = Copies(); happened.Send is not null && copies > 0; copies--)
                    Client(client.Receive(happened.Send, "server", now));
            }
        }

        // None, one or two: half are lost.
        int Copies() => random.Next(4) switch { 0 or 1 => 0, 2 => 1, _ => 2 };
    }
}
