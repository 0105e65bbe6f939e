using Microsoft.Extensions.DependencyInjection;
using SmartCity.Contracts;
using SmartCity.Kernel.Delivery;

namespace SmartCity.Alarms.Tests.Raising;

internal static class TestCheckpoints
{
    public static async Task<long> CheckpointAsync(this IServiceProvider services, string subscriber, Lane lane) =>
        (await services.GetRequiredService<Checkpoints>().ListAsync(default)).FirstOrDefault(checkpoint => checkpoint.Subscriber == subscriber && checkpoint.Lane == lane)?.Position ?? 0;
}
