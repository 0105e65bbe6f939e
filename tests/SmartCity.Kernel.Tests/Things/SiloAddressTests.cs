using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using SmartCity.TestKit;

namespace SmartCity.Kernel.Tests.Things;

public sealed class SiloAddressTests
{
    [Fact]
    public async Task Two_nodes_on_one_machine_have_silos_at_addresses_of_their_own_whatever_ports_they_draw()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("Elsewhere the system does not answer for all of 127.0.0.0/8.");
        await using var one = await TestNode.StartAsync("430481", []);
        await using var other = await TestNode.StartAsync("430481", []);

        Assert.NotEqual(AddressOf(one), AddressOf(other));
        Assert.All([one, other], node => Assert.True(AddressOf(node) is [127, not 0, _, not 0], "a silo alone listens to this machine only"));
    }

    private static byte[] AddressOf(TestNode node) => node.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress.Endpoint.Address.GetAddressBytes();
}
