using System.Net;
using System.Net.Sockets;
using SmartCity.AppHost.CommandLine;

namespace SmartCity.AppHost.Topology;

/// <summary>Looks before anything is started whether every port is free, and names all that are not.</summary>
internal static class PortCheck
{
    /// <exception cref="HostFailure">A port is taken.</exception>
    public static void Check(IEnumerable<ProgramPlan> plans, IEnumerable<(string What, int Port)> others)
    {
        var taken = plans.SelectMany(plan => plan.PortsUsed.Select(port => (What: $"{plan.Id} {plan.Name}" + (port == plan.Hj212Port ? " (HJ 212)" : ""), Port: port)))
            .Concat(others).Where(wanted => !IsFree(wanted.Port)).ToList();
        if (taken.Count > 0)
            throw new HostFailure(string.Join(Environment.NewLine, [
                .. taken.Select(wanted => $"Port {wanted.Port} for {wanted.What} is taken by {PortOwner.Of(wanted.Port) ?? "another program"}."),
                "Stop that program, or start with --port-offset N to shift all ports by N."]));
    }

    public static bool IsFree(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
        finally
        {
            listener.Stop();
        }
    }
}
