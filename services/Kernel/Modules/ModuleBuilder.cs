using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SmartCity.Contracts;
using SmartCity.Kernel.Delivery;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Loops;
using SmartCity.Kernel.Storage;

namespace SmartCity.Kernel.Modules;

/// <summary>What a module asks of the Kernel when it is configured.</summary>
public sealed class ModuleBuilder(IModule module, IServiceCollection services, IConfiguration configuration)
{
    /// <summary>For the module's own services.</summary>
    public IServiceCollection Services { get; } = services;

    /// <summary>The settings of the whole node; for what must be known before the services are built.</summary>
    public IConfiguration Configuration { get; } = configuration;

    /// <summary>Binds the settings section of the module's name, checked by its annotations at start.</summary>
    public ModuleBuilder Options<TOptions>() where TOptions : class
    {
        Services.AddOptions<TOptions>().BindConfiguration(module.Name).ValidateDataAnnotations().ValidateOnStart();
        return this;
    }

    /// <summary>Adds a check of the module's settings that no annotation can express. Returns every mistake; none when all is well.</summary>
    public ModuleBuilder Check<TOptions>(Func<TOptions, IEnumerable<string>> mistakes) where TOptions : class
    {
        Services.AddSingleton<IValidateOptions<TOptions>>(new OptionsCheck<TOptions>(mistakes));
        return this;
    }

    /// <summary>The module's tables: migrated before the node is ready, with a history table of the module's own.</summary>
    public ModuleBuilder Database<TDb>() where TDb : NodeDbContext
    {
        var history = module.Route.Replace('-', '_') + "_migrations";
        Services.AddDbContextFactory<TDb>((provider, options) => provider.GetRequiredService<NodeStore>().Configure(options, history));
        Services.AddSingleton(new ModuleDatabase(async (provider, cancellation) =>
        {
            await using var db = await provider.GetRequiredService<IDbContextFactory<TDb>>().CreateDbContextAsync(cancellation);
            await provider.GetRequiredService<NodeStore>().MigrateAsync(db, cancellation);
        }));
        return this;
    }

    /// <summary>A subscriber of the log. The name is stored with its checkpoint: never change it.</summary>
    /// <param name="name">For example <c>city-management.exceedances</c>.</param>
    /// <param name="scope">Events of this home only (reactions), or of all (copies and figures).</param>
    public ModuleBuilder Subscriber<TSubscriber, TDb>(string name, LogScope scope = LogScope.Own)
        where TSubscriber : Subscriber<TDb> where TDb : NodeDbContext
    {
        Services.AddSingleton<TSubscriber>();
        Services.AddSingleton(provider => new KnownSubscriber(name, () => provider.GetRequiredService<TSubscriber>().Lanes));
        // The lanes are known from the types it acts on, and those from an instance: one loop a lane, made when the loops start.
        Services.AddSingleton<LoopSource>(provider => new(() =>
        {
            var subscriber = provider.GetRequiredService<TSubscriber>();
            return subscriber.Lanes.Select(lane => (Loop)ActivatorUtilities.CreateInstance<SubscriberLoop<TDb>>(provider, name, lane, scope, subscriber));
        }));
        return this;
    }

    /// <summary>Work that goes on for as long as the node runs.</summary>
    public ModuleBuilder Loop<TLoop>() where TLoop : Loop
    {
        Services.AddSingleton<TLoop>();
        Services.AddSingleton<LoopSource>(provider => new(() => [provider.GetRequiredService<TLoop>()]));
        return this;
    }

    /// <summary>Work that goes on for as long as the node runs, made by a function: for several loops of one class.</summary>
    public ModuleBuilder Loop(Func<IServiceProvider, Loop> make)
    {
        Services.AddSingleton<LoopSource>(provider => new(() => [make(provider)]));
        return this;
    }

    /// <summary>Says up to where the log of a lane must be kept for somebody: a link, a back-fill. Retention asks before it deletes.</summary>
    public ModuleBuilder Keeps<TKeeper>() where TKeeper : class, ILogKeeper
    {
        Services.AddSingleton<ILogKeeper, TKeeper>();
        return this;
    }

    private sealed class OptionsCheck<TOptions>(Func<TOptions, IEnumerable<string>> mistakes) : IValidateOptions<TOptions> where TOptions : class
    {
        public ValidateOptionsResult Validate(string? name, TOptions options)
        {
            var found = mistakes(options).ToList();
            return found.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(found);
        }
    }
}

/// <summary>Somebody who still needs events of the log.</summary>
public interface ILogKeeper
{
    /// <summary>Who it is, for health and for the statement why the log is not shortened.</summary>
    string Name { get; }

    /// <summary>Events of the lane after this position are still needed; <see cref="long.MaxValue"/> when none are.</summary>
    Task<long> NeedsAfterAsync(Lane lane, CancellationToken cancellation);

    /// <summary>Events of the lane through this position go now, in this write: the last moment to note what they were.</summary>
    Task DroppingAsync(WriteTransaction write, Lane lane, long through) => Task.CompletedTask;
}

internal sealed record ModuleDatabase(Func<IServiceProvider, CancellationToken, Task> MigrateAsync);

/// <summary>A subscriber that runs here, and the lanes it reads.</summary>
internal sealed record KnownSubscriber(string Name, Func<IEnumerable<Lane>> Lanes);

internal sealed record LoopSource(Func<IEnumerable<Loop>> Loops);
